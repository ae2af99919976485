"""The measure: the same matters in plain Django and REST framework, as their documentation says, nothing else.

No journal, no figures kept, no index for search, no dated roles: a list, a table, a form, and a filter by unit.
"""
