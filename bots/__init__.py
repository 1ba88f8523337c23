"""One folder for each bot. A bot knows the floor it stands on (``kit``) and no other bot."""
