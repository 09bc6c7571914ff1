"""The notation of a number that is to be compared with others."""

import numpy as np


def scale_of_numbers(*numbers: float) -> float:
    """The size of the largest of some numbers, as a readout takes it: between 0.001 and 1 the next power of ten.

    So 0.99 and 1.01 are written with as many digits.
    """
    largest = max(map(abs, numbers))
    return float(10.0 ** np.ceil(np.log10(largest))) if 1e-3 < largest < 1 else largest
