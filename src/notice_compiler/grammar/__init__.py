"""How parts of a notice are read: numbers, days, names of units, sentences. Pure functions for the passes."""
