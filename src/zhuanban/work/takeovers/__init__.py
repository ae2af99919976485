"""接管: an action that is already running is taken over: its opening states, its old tables, texts and pictures."""
