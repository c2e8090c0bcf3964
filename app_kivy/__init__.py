"""The window: screens, widgets and fonts, and Android's adapters of the ports. May import `assistant` and kivy."""
