"""Level curves, and the heights worth drawing them at."""
