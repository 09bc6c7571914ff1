"""The sentence about partial derivatives: they give the number that was measured, or what it tends to."""

from scenes.fields.shared.derivatives import by_derivatives


def test_a_number_that_stays_is_the_same_and_one_that_moves_has_a_limit() -> None:
    assert by_derivatives(2.0, 2.0, 2.0).endswith("the same number.")
    assert by_derivatives(1.5, 2.0, 2.0) == "The limit, by partial derivatives."
