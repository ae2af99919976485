"""指标: definitions, readings and whether a target is met."""
