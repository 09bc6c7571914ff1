"""Facts that the stage, the studio and whoever publishes share: what is filmed, and what was. Imports no manim."""
