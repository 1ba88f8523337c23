"""Who holds what, from when to when: the people behind every seat."""
