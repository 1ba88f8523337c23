"""The web pages of the platform: health and numbers, and what bots and bridges hang beside them."""
