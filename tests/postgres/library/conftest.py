"""The library's house on PostgreSQL."""

from tests.bots.library.conftest import house, quick

__all__ = ["house", "quick"]
