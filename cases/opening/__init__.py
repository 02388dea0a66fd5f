"""The table by which an office brings its old books in and takes the register out: columns, reading, checking."""
