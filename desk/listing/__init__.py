"""Lists of the desk: how they are narrowed, ordered, counted and turned, so that none hides where it ends."""
