"""The catalogue of official forms and their pure rendering; knows no case."""
