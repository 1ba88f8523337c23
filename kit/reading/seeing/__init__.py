"""Pictures, scans, sound and video."""
