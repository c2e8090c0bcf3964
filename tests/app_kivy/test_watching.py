"""The live picture: the newest frame is looked at, the camera is let go, nothing waits for the eyes."""

import threading
import time

import numpy as np

from app_kivy.senses.watching import Paced, Watching
from vision.errors import CameraMissingError
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


class SlowEyes:
    def __init__(self):
        self.looked = []
        self.go_on = threading.Event()

    def look(self, image, *, thorough=True):
        assert not thorough
        self.looked.append(int(image[0, 0, 0]))
        self.go_on.wait(20)
        return ()


def test_frames_go_on_while_the_eyes_are_busy_and_older_ones_are_dropped():
    eyes = SlowEyes()
    watching = Watching(eyes, Camera())
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


def test_a_video_keeps_its_own_time():
    waits = []
    paced = Paced(lambda: MemorySource(PICTURES, period_s=0.2), still_s=9.0, wait=waits.append)
    frames = paced.frames()
    for _ in range(4):
        next(frames)
    assert [round(wait, 3) for wait in waits[1:3]] == [0.2, 0.2]
