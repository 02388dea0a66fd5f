"""Telling people what happened, inside the house and outwards."""
