"""The live picture: the newest frame is looked at, the camera is let go, nothing waits for the eyes."""

import threading
import time

import cv2
import numpy as np

from app_kivy.senses.watching import Paced, Watching
from vision.errors import CameraMissingError
from vision.sighting import Kind, PictureHealth, Sighting
from vision.sources.memory import MemorySource
from vision.sources.port import Frame

PICTURES = [np.full((32, 48, 3), level, np.uint8) for level in (10, 100, 200)]


def wait_for(condition, patience_s=20.0):
    until = time.monotonic() + patience_s
    while not condition() and time.monotonic() < until:
        time.sleep(0.005)
    assert condition()


class Camera:
    """Gives frames until it is closed."""

    name = "test camera"

    def __init__(self):
        self.closed = threading.Event()

    def frames(self):
        number = 0
        while not self.closed.wait(0.002):
            yield Frame(np.full((32, 32, 3), number % 256, np.uint8), str(number))
            number += 1

    def close(self):
        self.closed.set()


class Moving(Camera):
    """Shows a thing that goes to the right; the first frame at once, each next one when it is told to."""

    def __init__(self):
        super().__init__()
        self.told = threading.Semaphore(1)
        rng = np.random.default_rng(3)
        self.wall = rng.integers(0, 60, (240, 320, 3), dtype=np.uint8)
        self.thing = cv2.resize(rng.integers(0, 255, (6, 8, 3), dtype=np.uint8), (64, 48))

    def go(self, frames):
        self.told.release(frames)

    def frames(self):
        number = 0
        while not self.closed.is_set():
            if not self.told.acquire(timeout=0.05):
                continue
            picture = self.wall.copy()
            picture[40:88, 40 + 4 * number : 104 + 4 * number] = self.thing
            yield Frame(picture, str(number))
            number += 1
            time.sleep(0.01)


class SlowEyes:
    finds = ()

    def __init__(self):
        self.looked = []
        self.go_on = threading.Event()

    def look(self, image, *, thorough=True):
        assert not thorough
        self.looked.append(int(image[0, 0, 0]))
        self.go_on.wait(20)
        return self.finds


def test_frames_go_on_while_the_eyes_are_busy_and_older_ones_are_dropped():
    eyes = SlowEyes()
    watching = Watching(eyes, Camera(), most=1000)
    wait_for(lambda: len(eyes.looked) == 1)
    seen = watching.frames
    wait_for(lambda: watching.frames > seen + 20)
    assert len(eyes.looked) == 1
    eyes.go_on.set()
    wait_for(lambda: len(eyes.looked) > 1)
    assert eyes.looked[1] > eyes.looked[0] + 15
    watching.stop()
    watching.join()
    assert not any(thread.is_alive() for thread in watching._threads)


def test_eyes_may_come_later():
    watching = Watching(None, Camera())
    wait_for(lambda: watching.frames > 3)
    assert watching.shown is None
    eyes = SlowEyes()
    eyes.go_on.set()
    watching.eyes = eyes
    wait_for(lambda: watching.shown is not None)
    watching.stop()
    watching.join()


def test_a_missing_camera_is_told():
    class Missing(Camera):
        def frames(self):
            raise CameraMissingError("0")
            yield

    watching = Watching(None, Missing())
    wait_for(lambda: watching.problem is not None)
    assert "0" in watching.problem.say("zh")
    watching.stop()
    watching.join()


def test_pictures_of_a_folder_are_shown_one_after_the_other_and_again():
    waits = []
    paced = Paced(lambda: MemorySource(PICTURES), still_s=1.5, wait=waits.append)
    frames = paced.frames()
    levels = [int(next(frames).image[0, 0, 0]) for _ in range(7)]
    assert levels == [10, 100, 200, 10, 100, 200, 10]
    assert set(waits) == {1.5}
    paced.close()
    assert next(frames, None) is None


def test_a_video_keeps_its_own_time_however_long_its_reader_takes():
    now = [0.0]
    waits = []

    def wait(seconds):
        waits.append(seconds)
        now[0] += seconds

    paced = Paced(lambda: MemorySource(PICTURES, period_s=0.2), still_s=9.0, wait=wait, clock=lambda: now[0])
    for frame in paced.frames():
        assert now[0] >= frame.seconds
        now[0] += 0.15
        if len(waits) == 2:
            break
    assert [round(one, 3) for one in waits] == [0.05, 0.05]


def test_what_comes_too_fast_is_dropped():
    watching = Watching(None, Camera(), most=20)
    time.sleep(0.5)
    watching.stop()
    watching.join()
    assert 1 <= watching.frames <= 16


def test_boxes_are_carried_to_the_newest_frame_while_the_eyes_look_at_an_older_one():
    eyes, camera = SlowEyes(), Moving()
    watching = Watching(eyes, camera, most=1000)
    wait_for(lambda: eyes.looked)
    camera.go(5)
    wait_for(lambda: watching.frames == 6)
    assert not watching.view.sightings
    eyes.finds = (Sighting(Kind.CARTON, 0.9, (40, 40, 64, 48), PictureHealth(100, 100)),)
    eyes.go_on.set()
    wait_for(lambda: watching.shown is not None and watching.shown.sightings)
    camera.go(1)
    wait_for(lambda: watching.view.sightings)
    assert watching.shown.sightings[0].box == (40, 40, 64, 48)
    box = watching.view.sightings[0].box
    assert abs(box[0] - (40 + 4 * (watching.frames - 1))) <= 2
    assert abs(box[1] - 40) <= 2
    watching.stop()
    watching.join()


def test_a_still_picture_gets_its_boxes_without_a_next_frame():
    eyes, camera = SlowEyes(), Moving()
    eyes.finds = (Sighting(Kind.CARTON, 0.9, (40, 40, 64, 48), PictureHealth(100, 100)),)
    eyes.go_on.set()
    watching = Watching(eyes, camera)
    wait_for(lambda: watching.view is not None and watching.view.sightings)
    assert watching.frames == 1
    watching.stop()
    watching.join()
