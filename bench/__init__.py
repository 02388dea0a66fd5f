"""The benchmark: what a person waits for, measured in an office of its own that is thrown away afterwards."""
