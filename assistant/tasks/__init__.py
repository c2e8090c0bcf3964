"""Guided work: the clerk leads from place to place, line by line.

`task` is the data, `store` keeps it, `walk` orders the lines, `steps` says what is asked, `line_booking` books a line,
`guiding` holds the conversation. May import the clerk's desk and what it stands on; a document feeds a task through
`feeding`.
"""
