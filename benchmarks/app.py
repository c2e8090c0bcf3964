"""How the window feels: first frame, finger to visible reaction, the live picture, and memory over a shift.

    python -m benchmarks.app [--limit N] [--hours N] [--json]

Without a screen it draws offscreen, in software. `first frame` is from the start of the process to the drawn home
screen; `finger` from the touch to the drawn frame in which the button shows it; `screen` from the lifted finger to the
drawn next screen. `live` shows a film of 640 x 480 at 30 frames a second with the eyes at work; `cores` is CPU time
over the clock's, and `cpu_ms_a_frame` all of it but the eyes', for each frame that was shown: it tells more than the
clock where other work shares the machine (`load`), as the `cpu` of the others does. `shift` lets so many hours of
bookings by touch pass in time lapse, with a look at every tenth, and tells how much the process grew after the first
tenth. `--limit` is the number of starts, taps and bookings an hour.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.cli import Row, arguments, report, settings

if TYPE_CHECKING:
    from app_kivy.main import ClerkApp

EXAMPLES = Path(__file__).parents[1] / "examples"
STARTS, TAPS, BOOKINGS_AN_HOUR, LIVE_S = 5, 60, 60, 10.0
LOOK_EVERY = 10
"""Bookings from one look at the live picture to the next."""
WARM = 0.1
"""Share of the shift after which memory is measured first: caches are full then."""
FILM_S, FILM_RATE, FILM_SIZE = 4.0, 30.0, (640, 480)
FIRST_FRAME = """
import sys, time
from pathlib import Path
from app_kivy.environment import prepare
from assistant import wiring
from assistant.machine import home
prepare(home(), width=360, height=640)
from app_kivy.main import ClerkApp
from kivy.base import EventLoop
app = ClerkApp(lambda chosen: wiring.open_shop(lang=chosen.lang), lambda _: None, home() / "window.json")
app._run_prepare()
EventLoop.idle()
EventLoop.idle()
print(time.time() - float(sys.argv[1]), time.process_time(), flush=True)
app.on_stop()
"""


def at(values: list[float], share: float) -> float:
    """Return a percentile."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def first_frames(count: int) -> Row:
    """Start the window so many times."""
    taken, spent = [], []
    for _ in range(count):
        ran = subprocess.run(
            [sys.executable, "-c", FIRST_FRAME, repr(time.time())], capture_output=True, text=True, check=False
        )
        if ran.returncode:
            raise SystemExit(ran.stderr)
        wall, cpu = map(float, ran.stdout.split()[:2])
        taken.append(wall)
        spent.append(cpu)
    figures = {"starts": count, "p50_s": round(at(taken, 0.5), 2), "worst_s": round(max(taken), 2)}
    return Row("first frame", figures=figures | {"cpu_p50_s": round(at(spent, 0.5), 2)})


@contextmanager
def window(home: Path) -> Iterator["ClerkApp"]:
    """Open the window on the example's catalogue."""
    os.environ["CLERK_HOME"] = str(home)
    from app_kivy.environment import prepare

    prepare(home, width=360, height=640)
    from app_kivy.main import ClerkApp
    from app_kivy.tour import run_until
    from assistant import wiring
    from assistant.catalogue import import_catalogue

    shop = wiring.open_shop()
    import_catalogue(shop.clerk.ledger, EXAMPLES / "catalogue.csv")
    shop.close()
    app = ClerkApp(lambda chosen: wiring.open_shop(lang=chosen.lang), lambda _: shop, home / "window.json")
    app._run_prepare()  # noqa: SLF001 - Kivy's own tests start an application this way
    run_until(lambda: app.senses is not None)
    yield app
    app.on_stop()


def drawn(until: Callable[[], bool]) -> None:
    """Let the window draw until something is true."""
    from kivy.base import EventLoop

    while True:
        EventLoop.idle()
        if until():
            return


def taps(app: "ClerkApp", count: int) -> list[Row]:
    """Tap the four ways of the home screen in turn, and go back."""
    from kivy.tests import UnitTestTouch

    from app_kivy.tour import settle

    shown: list[tuple[float, float]] = []
    changed: list[tuple[float, float]] = []
    for number in range(count):
        app.go("home")
        settle()
        drawn(lambda: True)
        button = app.screen("home")._ways[(0, 2, 3)[number % 3]]  # noqa: SLF001 - the camera is measured by itself
        touch = UnitTestTouch(*button.to_window(*button.center))
        with timed(shown):
            touch.touch_down()
            drawn(lambda button=button: button.state == "down")  # type: ignore[misc]
        with timed(changed):
            touch.touch_up()
            drawn(lambda: app.manager.current != "home")
    return [Row(name, figures=_feeling(times)) for name, times in (("finger", shown), ("screen", changed))]


@contextmanager
def timed(times: list[tuple[float, float]]) -> Iterator[None]:
    """Append the seconds by the clock, and those of the processor."""
    began, spent = time.perf_counter(), time.process_time()
    yield
    times.append((time.perf_counter() - began, time.process_time() - spent))


def _feeling(times: list[tuple[float, float]]) -> dict[str, Any]:
    wall, cpu = ([1000 * one[which] for one in times] for which in (0, 1))
    return {
        "taps": len(times),
        "p50_ms": round(at(wall, 0.5)),
        "p95_ms": round(at(wall, 0.95)),
        "cpu_p95_ms": round(at(cpu, 0.95)),
    }


def film(target: Path) -> Path:
    """Write a film that pans over the example's pictures."""
    import cv2

    writer = cv2.VideoWriter(str(target), cv2.VideoWriter.fourcc(*"MJPG"), FILM_RATE, FILM_SIZE)
    pictures: list[Any] = [cv2.imread(str(file)) for file in sorted((EXAMPLES / "pictures").glob("*.jpg"))]
    wide, high = FILM_SIZE
    for number in range(int(FILM_S * FILM_RATE)):
        picture = pictures[number // 15 % len(pictures)]
        larger: Any = cv2.resize(picture, (wide + 60, high + 60))
        shift = number % 15 * 4
        writer.write(larger[shift : shift + high, shift : shift + wide])
    writer.release()
    return target


class Timed:
    """Eyes, with the CPU time that they took."""

    def __init__(self, eyes: Any) -> None:
        self._eyes = eyes
        self.spent, self.looks = 0.0, 0

    def look(self, picture: Any, *, thorough: bool = True) -> Any:
        """Look; the models run on the thread that looks."""
        began = time.thread_time()
        seen = self._eyes.look(picture, thorough=thorough)
        self.spent += time.thread_time() - began
        self.looks += 1
        return seen


def live(app: "ClerkApp", seconds: float, home: Path) -> Row:
    """Look at the film."""
    os.environ["CLERK_CAMERA"] = str(film(home / "film.avi"))
    app.go("look")
    screen: Any = app.screen("look")
    drawn(lambda: screen.watching is not None and screen.watching.shown is not None)
    watching: Any = screen.watching
    eyes = watching.eyes = Timed(watching.eyes)
    shown: set[int] = set()
    looks = watching.looks
    clock, processor = time.perf_counter(), time.process_time()
    while (passed := time.perf_counter() - clock) < seconds:
        drawn(lambda: True)
        shown.add(screen.live.drawn)
    spent, looks = time.process_time() - processor, watching.looks - looks
    app.home()
    figures = {
        "seconds": round(passed, 1),
        "frames_a_second": round(len(shown) / passed, 1),
        "looks_a_second": round(looks / passed, 1),
        "cores": round(spent / passed, 2),
        "cpu_ms_a_frame": round(1000 * (spent - eyes.spent) / len(shown), 1),
        "cpu_ms_a_look": round(1000 * eyes.spent / max(1, eyes.looks)),
    }
    return Row("live", figures=figures)


def resident() -> int:
    """Return the bytes of memory that this process holds."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def look(app: "ClerkApp") -> None:
    """Open the camera until something was found, and leave it again."""
    from app_kivy.tour import run_until

    app.go("look")
    screen: Any = app.screen("look")
    run_until(lambda: screen.broken or (screen.watching is not None and screen.watching.looks > 1))
    app.go("home")


def shift(app: "ClerkApp", hours: int, an_hour: int) -> Row:
    """Book by touch, through the screens that it takes."""
    from app_kivy.tour import run_until, settle
    from app_kivy.work.order import Order

    quiet: Callable[[], bool] = lambda: not (app.worker.waiting or app.fingers.waiting)  # noqa: E731
    total = hours * an_hour
    first = 0
    booked = 0
    for number in range(total):
        goods = app.goods[number % len(app.goods)]
        for name in ("tap", "item", "number", "stock", "home"):
            app.go(name)
            run_until(quiet)
            settle(2)
        app.conversation.begin(Order("Receive", goods.sku, goods.name, "1", goods.units[0]))
        run_until(quiet)
        app.conversation.press("confirm")
        run_until(quiet)
        booked += bool(app.conversation.last and app.conversation.last.turn.moves)
        if number % LOOK_EVERY == 0:
            look(app)
        if number == int(total * WARM):
            first = resident()
    grown = resident() - first
    figures = {"hours": hours, "bookings": total, "mb_before": round(first / 1e6, 1), "grown": round(grown / first, 4)}
    return Row("shift", right=booked, wrong=0, refused=total - booked, figures=figures)


def main() -> None:
    """Measure and print."""
    parser = arguments(__doc__ or "", folders=())
    parser.add_argument("--hours", type=int, default=8, help="length of the shift in time lapse")
    options = parser.parse_args()
    limit = options.limit
    home = Path(tempfile.mkdtemp())
    os.environ |= {"CLERK_HOME": str(home / "first"), "KIVY_NO_CONSOLELOG": "1"}
    os.environ.pop("CLERK_DATABASE_URL", None)
    try:
        rows = [first_frames(limit or STARTS)]
        with window(home / "window") as app:
            rows += taps(app, limit or TAPS)
            rows.append(live(app, LIVE_S if not limit else 3.0, home))
            rows.append(shift(app, options.hours, limit or BOOKINGS_AN_HOUR))
    finally:
        shutil.rmtree(home, ignore_errors=True)
    told = settings(options, models=["detector", "label-text"]) | {"load": round(os.getloadavg()[0], 1)}
    report(rows, told, as_json=options.json)


if __name__ == "__main__":
    main()
