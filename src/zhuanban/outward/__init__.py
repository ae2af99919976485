"""The fifth floor: what leaves the house."""
