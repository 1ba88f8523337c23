"""Greets newcomers, and tells staff of accounts that need their eyes."""
