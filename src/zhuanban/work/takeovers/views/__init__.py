"""The pages of the take-over, one file a subject."""
