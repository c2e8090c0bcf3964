"""Words to `Reading`. May import the standard library, pure-Python packages and rapidfuzz."""
