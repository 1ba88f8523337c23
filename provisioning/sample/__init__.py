"""An invented community to try things with: real committees, and people who do not exist."""

from provisioning.sample.writing import config_folder, write_sample

__all__ = ["config_folder", "write_sample"]
