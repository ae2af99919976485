"""Comments on anything that higher rooms register, and mentions in them: who sees the thing sees what is said of it."""
