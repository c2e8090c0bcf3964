"""The window. May import `assistant` and kivy."""
