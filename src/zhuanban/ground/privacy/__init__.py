"""What is personal: seen in full only with a reason, kept only as long as its rule says, handed over on request."""
