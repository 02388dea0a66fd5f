"""What people hand in, kept once under the digest of its content. Knows no case."""
