"""The benchmark: what is measured, and with what."""
