"""Reading what was taken over, one file a subject."""
