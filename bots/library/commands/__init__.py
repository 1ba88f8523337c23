"""What people can ask for beside a search."""
