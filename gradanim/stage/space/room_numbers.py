"""The numbers beside the picture of a room: where a probe is, what it reads, and the gradient at one place."""

import numpy as np
from manim import DOWN, LEFT, Group, Mobject, VGroup
from numpy.typing import NDArray

from gradanim.block import Place
from gradanim.field import Field
from gradanim.spatial import steepness
from gradanim.stage.layout import Box
from gradanim.stage.maps.places import place_in
from gradanim.stage.marks.arrows import scale_note
from gradanim.stage.space.nested import NestedLevels
from gradanim.stage.space.probe import Cloud, Rover
from gradanim.stage.space.room import RoomView
from gradanim.stage.space.room_words import colour_key, components, rates_in
from gradanim.stage.typeset.readouts import Readout


class RoomNumbers(Group):
    """What is read in a room and what steps in it give, one line below the other.

    Attributes:
        place, value: where the probe is, and what it reads there.
        rates, vector, length: the gradient: its three partial derivatives, itself, and its length.
        note: the scale of the arrows.
    """

    def __init__(
        self, view: RoomView, field: Field, at: Place, gradient: NDArray[np.float64], probe: Rover, panel: Box
    ) -> None:
        self._view, self._size = view, abs(float(field(*at)))
        slope = float(steepness(gradient))
        self.place = place_in(view, view.box, probe, size=36)
        self.value = Readout(view, "f", lambda: field(*probe()), scale=self._size)
        upright = panel.height > panel.width  # one column, in which formulas have room
        self.rates = rates_in(view, field, gradient, self.place.width if upright else 0.0)
        self.vector = components(view, gradient, panel.width)
        self.length = Readout(view, "{{ |nabla f| : gradient }}", slope, scale=slope)
        self.note = scale_note(view, size=36)
        rates = VGroup(*self.rates).arrange(DOWN, buff=0.3, aligned_edge=LEFT)  # in one column, whatever the layout
        super().__init__(self.place, self.value, rates, self.vector, self.length, self.note)

    @property
    def of_gradient(self) -> list[Mobject]:
        """What is said of the gradient."""
        return [*self.rates, self.vector, self.length]

    def key_to(self, coloured: Cloud | NestedLevels) -> VGroup:
        """The numbers that colours stand for, in the place of the rates, which have to be gone then."""
        return colour_key(self._view, coloured.key, coloured.key_colours, self.rates, like=self.value, scale=self._size)
