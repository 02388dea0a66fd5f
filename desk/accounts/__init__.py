"""Signing in: passwords, the second step, lock-out, sessions, and the very first administrator."""
