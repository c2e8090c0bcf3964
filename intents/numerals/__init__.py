"""Numbers as people say them, read and written. Standard library only."""
