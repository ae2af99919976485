"""How long what is personal is kept, and how often somebody may see it in full."""
