"""The journal as the auditor reads it: searched, verified, carried away as a list."""
