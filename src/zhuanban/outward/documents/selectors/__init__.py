"""Reading documents, and the figures a circular is made from."""
