"""What the window asks of the clerk, on a thread of its own. Imports no kivy."""
