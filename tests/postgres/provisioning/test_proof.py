"""The proof of the audit, on PostgreSQL."""

from tests.provisioning.test_proof import *  # noqa: F403
