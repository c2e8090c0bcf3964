"""How Kivy is told to behave; has to be called before anything of Kivy is imported."""

import os
import sys
from pathlib import Path


def prepare(home: Path, *, width: int | None = None, height: int | None = None) -> None:
    """Set Kivy up: its own files below `home`, no command line of its own, and no screen where there is none."""
    os.environ.setdefault("KIVY_NO_ARGS", "1")
    os.environ.setdefault("KIVY_HOME", str(home / "kivy"))
    os.environ.setdefault("KIVY_NO_FILELOG", "1")
    screenless = sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if screenless:
        os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
    Path(os.environ["KIVY_HOME"]).mkdir(parents=True, exist_ok=True)
    from kivy.config import Config

    # A mouse's other buttons would draw red dots, raw touch devices double SDL's own, Escape would close the shop.
    Config.set("input", "mouse", "mouse,disable_multitouch")
    Config.remove_option("input", "%(name)s")
    Config.set("kivy", "exit_on_escape", "0")
    if screenless:
        # Drawn without a graphics card, smooth corners cost as much again as everything else.
        Config.set("graphics", "multisamples", "0")
    if width and height:
        Config.set("graphics", "width", str(width))
        Config.set("graphics", "height", str(height))
