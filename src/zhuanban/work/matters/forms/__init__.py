"""Forms of this room: photos, the filter, registering, the acts."""
