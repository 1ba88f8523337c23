"""Decides and enforces who is where: desired − found = plan, and nothing else changes a room."""
