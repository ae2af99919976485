"""District, units, people, dated posts, roles, areas, recusal; signing in."""
