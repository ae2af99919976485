"""One index of words, with who sees what written into it: the rooms say what can be found and by whom."""
