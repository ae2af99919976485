"""The words that the passes know, as data."""
