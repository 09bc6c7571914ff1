"""Flows of fields: single lines, many particles, basins."""
