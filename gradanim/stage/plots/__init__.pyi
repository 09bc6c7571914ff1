from .panels import split_panel as split_panel
from .ticks import Ticks as Ticks
from .ticks import base as base
from .ticks import labels as labels
from .ticks import less as less
from .ticks import round_numbers as round_numbers
