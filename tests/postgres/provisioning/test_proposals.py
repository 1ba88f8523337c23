"""What waits for a second person, on PostgreSQL."""

from tests.provisioning.test_proposals import *  # noqa: F403
