"""Programmes and activities of supervision; findings become cases."""
