"""The back camera (`android.hardware.Camera`): old, but there on every Android from 7 on and without a preview surface.

Frames come as NV21 in buffers that are given back, on a thread of Java's; the newest one waits, older ones are dropped.
"""

import queue
import time
from collections.abc import Callable, Iterator
from typing import Any

import cv2
import numpy as np

from app_kivy.android.java import as_bytes, implements, java
from app_kivy.android.permissions import CAMERA, held
from vision.errors import CameraMissingError
from vision.sources.port import Frame

WIDTH, HEIGHT = 1280, 720
"""Small print of a label at arm's length stays readable, and every camera offers it."""
_SILENT_AFTER_S = 3.0
_BUFFERS = 2
_TEXTURE = 10
_ROTATIONS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


class AndroidCamera:
    """A source of pictures. `clock` gives seconds."""

    name = "camera"

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._closed = False
        self._newest: queue.Queue[bytes] = queue.Queue(1)

    def frames(self) -> Iterator[Frame]:
        """Yield upright frames; raises `CameraMissingError` without permission, camera or picture."""
        if not held(CAMERA):
            raise CameraMissingError("CAMERA")
        camera = java("android.hardware.Camera").open()
        if camera is None:
            raise CameraMissingError(self.name)
        try:
            turned = self._start(camera)
            began, number = self._clock(), 0
            while not self._closed:
                image = upright(self._next(), turned)
                yield Frame(image, f"{self.name}#{number}", self._clock() - began)
                number += 1
        finally:
            camera.stopPreview()
            camera.setPreviewCallbackWithBuffer(None)
            camera.release()

    def close(self) -> None:
        """Stop before the next frame."""
        self._closed = True

    def _start(self, camera: Any) -> int:
        """Begin the preview; return by how many degrees its pictures are turned."""
        parameters = camera.getParameters()
        parameters.setPreviewSize(WIDTH, HEIGHT)
        if "continuous-picture" in list(parameters.getSupportedFocusModes() or ()):
            parameters.setFocusMode("continuous-picture")
        camera.setParameters(parameters)
        self._listener = implements(
            "android/hardware/Camera$PreviewCallback",
            onPreviewFrame=("([BLandroid/hardware/Camera;)V", self._receive),
        )
        for _ in range(_BUFFERS):
            camera.addCallbackBuffer(bytearray(WIDTH * HEIGHT * 3 // 2))
        camera.setPreviewCallbackWithBuffer(self._listener)
        self._texture = java("android.graphics.SurfaceTexture")(_TEXTURE)
        camera.setPreviewTexture(self._texture)
        camera.startPreview()
        info = java("android.hardware.Camera$CameraInfo")()
        java("android.hardware.Camera").getCameraInfo(0, info)
        return int(info.orientation)

    def _receive(self, data: Any, camera: Any) -> None:
        if self._newest.full():
            self._newest.get_nowait()
        self._newest.put_nowait(as_bytes(data))
        camera.addCallbackBuffer(data)

    def _next(self) -> bytes:
        try:
            return self._newest.get(timeout=_SILENT_AFTER_S)
        except queue.Empty:
            raise CameraMissingError(self.name) from None


def upright(nv21: bytes, degrees: int) -> Any:
    """Return an NV21 frame of `WIDTH` × `HEIGHT` as BGR [height, width, 3], turned clockwise by 0, 90, 180 or 270."""
    plane = np.frombuffer(nv21, np.uint8).reshape(HEIGHT * 3 // 2, WIDTH)
    image = cv2.cvtColor(plane, cv2.COLOR_YUV2BGR_NV21)
    return cv2.rotate(image, _ROTATIONS[degrees]) if degrees else image
