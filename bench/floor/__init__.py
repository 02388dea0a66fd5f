"""What the same work costs without us: plain SQL (S), and the thinnest Django application over the same tables (F)."""
