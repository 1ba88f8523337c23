"""What is taken back, on PostgreSQL."""

from tests.bots.library.test_taking_back import *  # noqa: F403
