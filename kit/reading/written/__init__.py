"""Text, pages of the web, and books."""
