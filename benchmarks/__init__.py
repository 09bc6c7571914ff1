"""The same pictures painted by stock manim and by this project, side by side: `python -m benchmarks`."""
