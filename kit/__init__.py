"""What every part of the house stands on; knows no bot, bridge or community by name."""
