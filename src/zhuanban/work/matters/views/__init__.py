"""Pages of this room: the ledger, registering, one matter."""
