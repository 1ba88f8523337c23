"""What the library keeps, and the index that follows it."""
