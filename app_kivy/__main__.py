"""`python -m app_kivy`: opens the window. Without a screen it goes through its screens and leaves pictures of them."""

import argparse
import logging
from pathlib import Path

from app_kivy.environment import prepare
from app_kivy.senses import devices
from assistant import wiring
from assistant.machine import home


def main() -> None:
    """Read the options and run the window."""
    parser = argparse.ArgumentParser(prog="python -m app_kivy", description="小二, the window of the offline clerk")
    parser.add_argument("--db", help="the books: an SQLAlchemy URL or a file (default: as the command `clerk`)")
    parser.add_argument("--size", default="", metavar="WIDTHxHEIGHT", help="size of the window, such as 360x640")
    parser.add_argument(
        "--pictures", type=Path, metavar="FOLDER", help="go through the screens, leave a picture of each, and end"
    )
    options = parser.parse_args()
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    width, height = (int(side) for side in (options.size or "420x760").lower().split("x"))
    prepare(home(), width=width, height=height)
    if devices.on_android():
        from app_kivy.android import packages

        packages.install()

    from app_kivy.main import ClerkApp
    from app_kivy.work.practice import open_practice

    app = ClerkApp(
        lambda chosen: wiring.open_shop(options.db, lang=chosen.lang, person=chosen.person),
        lambda chosen: open_practice(options.db, lang=chosen.lang, person=chosen.person),
        home() / "window.json",
    )
    if options.pictures:
        from app_kivy.tour import take_pictures

        take_pictures(app, options.pictures)
    else:
        app.run()


if __name__ == "__main__":
    main()
