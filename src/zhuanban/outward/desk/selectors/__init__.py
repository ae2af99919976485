"""What the desk reads, one file a page."""
