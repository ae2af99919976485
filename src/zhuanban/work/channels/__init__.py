"""12345 and 数字城管: exports come in, cases known here are recognised, the reply has their columns."""
