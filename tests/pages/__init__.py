"""Every page of the house, as a tester walks it: from each person's first page by every kind of link there is."""
