"""专班: a special action (专项行动), run from its notice to its end."""
