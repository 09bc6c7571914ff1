"""What somebody typed, or wrote into a lecture file, as shots."""
