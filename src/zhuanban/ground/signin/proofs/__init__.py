"""What proves that somebody is who signs in, besides the password: codes and keys. No database here."""
