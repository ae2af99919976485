"""The fields of the take-over, one file a subject."""
