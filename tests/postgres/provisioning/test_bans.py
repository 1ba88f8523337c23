"""Bans, on PostgreSQL."""

from tests.provisioning.test_bans import *  # noqa: F403
