"""Has everything imported that films are made of, as soon as it is imported."""

from gradanim.studio.preloading import import_all

import_all()
