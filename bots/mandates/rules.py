"""What the bot that verifies people decides."""
