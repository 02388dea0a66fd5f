"""The office as a folder that can be carried away and opened again: database, files, keys apart; on either engine."""
