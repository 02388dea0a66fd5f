"""One module per page: each asks for what it shows and calls one operation."""
