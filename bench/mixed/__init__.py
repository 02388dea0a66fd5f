"""A whole office at work over HTTP: who does what, how long it took, and what went wrong."""
