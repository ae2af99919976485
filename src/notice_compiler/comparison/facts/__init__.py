"""What is asked in one clause, or group of clauses, beside what is asked in another: one module a kind of fact."""
