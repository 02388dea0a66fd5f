"""The words of the forms. A function whose name ends in a number is one released version: follow it, never edit it."""
