"""How frames get painted and encoded: bulk mobjects, cameras with depth, a renderer without copies.

Imports manim; knows neither fields nor scenes. See `scenes` for what a scene has to inherit.
"""

from .arrows import VectorArrows
from .bulk import Bulk
from .depth_camera import DepthCamera
from .dots import Dots, Particles, SteadyFlow
from .encoder import FastWriter
from .encoders import ENCODERS, Encoder, encoder_options
from .flat_camera import FlatCamera, MovingFlatCamera
from .level_surface import LevelSurface
from .lines import Polylines
from .mesh import Mesh
from .relief import Relief, ReliefColours, ReliefTable
from .renderer import FastRenderer
from .scenes import FlatScene, SpaceScene
from .solids import Sheet, SolidArrow
from .surface import SurfaceMesh

__all__ = [
    "ENCODERS",
    "Bulk",
    "DepthCamera",
    "Dots",
    "Encoder",
    "FastRenderer",
    "FastWriter",
    "FlatCamera",
    "FlatScene",
    "LevelSurface",
    "Mesh",
    "MovingFlatCamera",
    "Particles",
    "Polylines",
    "Relief",
    "ReliefColours",
    "ReliefTable",
    "Sheet",
    "SolidArrow",
    "SpaceScene",
    "SteadyFlow",
    "SurfaceMesh",
    "VectorArrows",
    "encoder_options",
]
