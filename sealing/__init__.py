"""The office's keys, and what is kept under them: words in columns, files on disk."""
