"""A small CAS 3 server as a process of its own: sign-in form, tickets that hold once, single logout."""
