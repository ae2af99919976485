"""Pure decisions of the plan: facts and corrections, names of places, clauses across versions, marks in a text."""
