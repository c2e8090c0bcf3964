"""`python -m assistant` is the command `clerk`."""

from assistant.cli import main

main()
