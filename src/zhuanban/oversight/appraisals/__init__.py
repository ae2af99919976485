"""考核: schemes, scores that explain themselves, acceptance."""
