"""The demo: an action played from its first day to today through the same services as people use."""
