"""Finds out who somebody is, and tells people what they hold and which rooms that opens.

Write to it in a direct chat: ``!mandate verify`` and your name or your official address. It sends a code to
the address that the community already has, or asks the staff who know you; the code, given back in the same
chat, makes your account yours. It keeps who asked for what and how that ended, and of codes only what tells a
right one from a wrong one.
"""

from bots.mandates.bot import BOT

__all__ = ["BOT"]
