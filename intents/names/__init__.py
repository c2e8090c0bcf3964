"""Names found by their writing and by their sound. Pure Python; rapidfuzz with or without its compiled half."""
