"""Pure decisions of appraisal: periods, yardsticks, reading a scheme, ranks, and what acceptance needs."""
