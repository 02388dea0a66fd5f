"""An invented province at work: units, people and petitions that a new office recognises itself in."""
