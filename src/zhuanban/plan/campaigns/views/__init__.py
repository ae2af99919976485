"""The pages of the plan: overview and clause, review, loading and starting, matrix."""
