"""What the README's figures come from, one module a benchmark. May import everything."""
