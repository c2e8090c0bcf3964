"""From lines of print to what a label states: name, lot, dates, quantity. Standard library and `vision.text.line`."""
