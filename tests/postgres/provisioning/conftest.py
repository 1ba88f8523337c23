"""The village on PostgreSQL."""

from tests.provisioning.conftest import village

__all__ = ["village"]
