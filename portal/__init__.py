"""Pages for citizens: follow a petition by its code."""
