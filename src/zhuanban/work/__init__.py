"""The third floor: the work."""
