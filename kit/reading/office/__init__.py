"""Word processors, sheets and slides."""
