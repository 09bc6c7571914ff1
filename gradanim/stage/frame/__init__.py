"""The frame of a picture: views, where things stand in it, parameters that move, and how arrows look."""
