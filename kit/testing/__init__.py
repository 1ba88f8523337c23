"""Twins and builders for tests, shipped with the platform so that every part can use them.

:class:`MemoryServer` is a homeserver in memory; :meth:`MemoryServer.account` gives a :class:`MemoryMatrix`,
which passes the same contract tests as the real adapter.
"""

from kit.testing.builders import file, member, message, reaction, redaction
from kit.testing.clock import StillClock
from kit.testing.listening import Listening, listening
from kit.testing.mailer import MemoryMailer
from kit.testing.mandates import MemoryAccounts, MemoryMandates
from kit.testing.memory_matrix import MemoryMatrix
from kit.testing.memory_server import MemoryServer

__all__ = [
    "Listening",
    "MemoryAccounts",
    "MemoryMailer",
    "MemoryMandates",
    "MemoryMatrix",
    "MemoryServer",
    "StillClock",
    "file",
    "listening",
    "member",
    "message",
    "reaction",
    "redaction",
]
