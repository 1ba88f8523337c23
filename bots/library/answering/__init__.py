"""Finds, judges by all who will read the answer, and tells it."""
