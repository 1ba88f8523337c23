"""The register and its history, on PostgreSQL."""

from tests.provisioning.test_registry import *  # noqa: F403
