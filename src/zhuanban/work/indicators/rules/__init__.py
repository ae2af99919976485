"""Verdicts on targets, and the curve that shows how a figure moved."""
