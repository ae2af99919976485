"""Pure decisions about documents: their states, their text, and what a circular says."""
