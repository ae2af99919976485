"""专项行动: the notice as data: versions, clauses, demands, duties, phases, targets, corrections."""
