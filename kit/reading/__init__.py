"""Turns the bytes of a file into pages of text, in a process of its own that can do no harm."""

from kit.reading.pages import Kind, Limits, Page, ReadFile, Unreadable, Why
from kit.reading.reader import Reader

__all__ = ["Kind", "Limits", "Page", "ReadFile", "Reader", "Unreadable", "Why"]
