"""Fields: what they are defined on, how they are evaluated and differentiated, where to stand on them."""
