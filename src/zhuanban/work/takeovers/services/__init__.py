"""The writes of the take-over, one file a use case."""
