"""Pure decisions about homes: the sets and their checker, who hands them in, which demand they serve."""
