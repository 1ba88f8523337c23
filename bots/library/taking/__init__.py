"""Takes files in: hears of them, has them read, keeps what they say."""
