"""Pure decisions of searching: how text becomes tokens, what a query asks for, who registers what."""
