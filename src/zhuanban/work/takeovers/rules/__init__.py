"""Pure decisions of the take-over: which opening states may be written, how old headings and folder names read."""
