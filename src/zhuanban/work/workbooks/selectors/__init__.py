"""Reading what workbooks are made from, and the workbooks that came in."""
