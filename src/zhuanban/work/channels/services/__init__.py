"""The writes of the channels, one file a use case."""
