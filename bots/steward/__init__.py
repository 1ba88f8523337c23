"""The steward looks after the rooms. To a person it is the program that welcomes them once, in their language
and in private, tells them what the rooms are and which bots read what, and answers ``!help``. Moderators ask
it to keep somebody out of a room (``!ban @user reason``), and staff to let them in again.
"""

from bots.steward.bot import BOT

__all__ = ["BOT"]
