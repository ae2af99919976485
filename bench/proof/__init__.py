"""Proof that takes minutes: what must hold for inputs that nobody thought of."""
