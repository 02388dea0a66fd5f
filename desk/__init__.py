"""Pages for staff of the MTTQ and of agencies."""
