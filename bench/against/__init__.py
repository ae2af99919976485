"""The product against plain Django and REST framework: the same rows, the same engine, the same server, one run."""
