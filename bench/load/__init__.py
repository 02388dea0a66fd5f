"""A register of a million cases: lives that were really led, multiplied row by row (decision 060)."""
