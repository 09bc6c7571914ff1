"""What GradientFlow says, chosen by what happens."""

from collections.abc import Sequence

from gradanim import Refusal, ScalarField
from gradanim.stage.live import Point

from .mathematics import Stepping, stepping

GAPS = (
    "At the same time, the flow is at one place and the steps are at another: there is a gap.",
    "Make the steps half as long: the largest gap falls from {0} to {1}.",
    "Halve them again: it falls to {2}. The gap shrinks about as the step does.",
    "And again, and again: {3}, then {4}. The steps come as close to the flow as you like.",
)
EXACT = (  # where the gradient does not change along the flow
    "Here the gradient stays the same on the way down: the steps stay on the flow, and there is no gap.",
    "Steps half as long stay on the flow as well.",
    "So do steps of half that length: where the slope does not change, looking more often tells nothing new.",
)
MORAL = "Make the steps ever smaller, and gradient descent becomes gradient flow."
EXACT_MORAL = "With ever smaller steps, gradient descent becomes gradient flow. Here, longer steps go the same way."


def told(field: ScalarField, start: Point) -> Stepping:
    """The flow from a point and the steps beside it, or a refusal where there is no room for steps."""
    found = stepping(field, start)
    if found is None:
        raise Refusal(
            f"{field} leaves no room for steps downhill from ({start[0]:g}, {start[1]:g}): "
            "choose another point with --at, or another part of the plane with --domain"
        )
    return found


def about(found: Stepping, gaps: Sequence[str], halvings: int) -> str:
    """What is true of the gaps after so many halvings, given the largest of each descent as it is said."""
    return EXACT[halvings] if found.exact else GAPS[halvings].format(*gaps)


def moral(found: Stepping) -> str:
    """The sentence to remember."""
    return EXACT_MORAL if found.exact else MORAL
