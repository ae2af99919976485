"""The passes, one a file; each turns a draft into a fuller draft and knows no other pass."""
