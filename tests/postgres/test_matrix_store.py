"""What an account keeps, on PostgreSQL."""

from tests.kit.matrix.test_store import *  # noqa: F403
