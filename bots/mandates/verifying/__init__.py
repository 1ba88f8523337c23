"""Finds out who somebody is by a code that goes to their official address."""
