"""The second floor: the plan that the notice was compiled into."""
