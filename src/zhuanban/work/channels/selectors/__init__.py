"""Reading export files of other systems against what is here."""
