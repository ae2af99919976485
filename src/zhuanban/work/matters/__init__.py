"""事项: one table of all that is to be done, its kinds, its loop, its clocks and tallies."""
