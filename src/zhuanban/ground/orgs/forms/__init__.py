"""Fields and their parsing."""
