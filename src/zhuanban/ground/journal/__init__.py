"""What happened: audit trail, time line and queue in one append-only table; sealed."""
