"""Measured claims: each is run by one command, against its floor, in the same run."""
