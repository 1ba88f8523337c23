"""What people and staff are told when something ends, begins, or is suspended, each once."""
