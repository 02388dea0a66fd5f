"""Knows everybody: settings, addresses, the table of reactions, the timetable."""
