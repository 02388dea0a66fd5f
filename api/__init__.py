"""JSON for other systems, under the same rights as the pages."""
