"""What people ask: understood, widened, narrowed, one turn after the other."""
