"""Pure decisions on export files of other systems: which column is what, which row is whose case."""
