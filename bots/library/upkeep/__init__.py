"""Takes back, compares, carries away: what keeps the library true."""
