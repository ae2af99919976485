"""Permits, errors, forms, the one clock, doors and the page frame; no word of the field."""
