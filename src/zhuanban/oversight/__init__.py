"""The fourth floor: the watching."""
