"""The locked-down process in which files are read, and both sides of the talk with it."""
