"""Shots become clips: what to film, filming it, and the record of what was filmed."""
