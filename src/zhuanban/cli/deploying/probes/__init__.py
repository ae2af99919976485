"""Looking at the running system, a module for each group of items."""
