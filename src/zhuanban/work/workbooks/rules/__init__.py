"""Pure decisions about workbooks: what a cell says, where the head of a sheet is, how three versions merge."""
