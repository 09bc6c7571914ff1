"""Slopes, curvature, critical points and extremes of a field."""
