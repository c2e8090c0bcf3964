"""The command line `clerk`: parses, opens the shop, prints; decides nothing."""

from assistant.cli.app import main

__all__ = ["main"]
