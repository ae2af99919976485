"""Pages of appraisal and acceptance."""
