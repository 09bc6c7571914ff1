"""Write docs/words.md and paint its pictures."""

from docs.words.page import PAGE, page
from docs.words.pictures import paint_all

paint_all()
PAGE.write_text(page(), encoding="utf-8")
