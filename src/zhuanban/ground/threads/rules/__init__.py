"""Pure decisions of threads: what can be commented on, and who is named in a comment."""
