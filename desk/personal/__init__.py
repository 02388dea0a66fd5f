"""What a person keeps for themselves while working. No facts of the office, so no events."""
