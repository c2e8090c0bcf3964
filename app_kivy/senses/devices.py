"""Which microphone, camera and speaker the window uses: the platform's, or recordings and pictures in their place."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from app_kivy.senses.calling import Wakes
from app_kivy.senses.haptics import Haptics, NoHaptics
from asr.sources.port import Source as Sound
from assistant.voice.player import Player, SoundCard
from assistant.voice.speaker import Speaker
from vision.sources.port import Source as Picture


def on_android() -> bool:
    """Whether this is a phone or tablet."""
    platform: str = sys.platform  # asked anew, so that a test can stand in for a phone
    return platform == "android"


def microphone() -> Sound:
    """Return the microphone; `CLERK_MICROPHONE` names a recording or another device."""
    chosen = os.environ.get("CLERK_MICROPHONE")
    if chosen and Path(chosen).is_file():
        from asr.sources.file import FileSource

        return FileSource(chosen)
    if on_android():
        from app_kivy.android.microphone import AndroidMicrophone

        return AndroidMicrophone()
    from asr.sources.microphone import Microphone

    return Microphone(chosen)


def wake() -> Wakes:
    """Return the net that hears the clerk's name; raises as `asr.wake.wake.open_wake`."""
    from asr.wake.wake import open_wake

    return open_wake()


def camera() -> Picture:
    """Return the camera; `CLERK_CAMERA` names a folder of pictures, a video, or the number of another device."""
    chosen = os.environ.get("CLERK_CAMERA", "0")
    if Path(chosen).exists():
        from app_kivy.senses.watching import FRAMES_A_SECOND, Paced
        from vision.sources.opening import open_source

        return Paced(lambda: open_source(Path(chosen), every_s=1 / FRAMES_A_SECOND))
    if on_android():
        from app_kivy.android.camera import AndroidCamera

        return AndroidCamera()
    from vision.sources.camera import Camera

    return Camera(int(chosen) if chosen.isdigit() else chosen)


def speaker() -> Speaker:
    """Return what reads aloud."""
    if on_android():
        from app_kivy.android.speaker import AndroidSpeaker

        return AndroidSpeaker()
    from assistant.voice.espeak import EspeakSpeaker

    return EspeakSpeaker()


def player() -> Player:
    """Return what plays tones and clips."""
    if on_android():
        from app_kivy.android.player import AndroidPlayer

        return AndroidPlayer()
    return SoundCard()


def haptics() -> Haptics:
    """Return what vibrates."""
    if on_android():
        from app_kivy.android.haptics import AndroidHaptics

        return AndroidHaptics()
    return NoHaptics()


def permit(sense: str, reason: Callable[[], None], then: Callable[[bool], None]) -> None:
    """Ask for the permission of the `microphone` or `camera` where the platform wants one; `then` gets the answer."""
    if not on_android():
        then(True)
        return
    from app_kivy.android import permissions

    wanted = {"microphone": permissions.MICROPHONE, "camera": permissions.CAMERA}[sense]
    permissions.ask(wanted, reason, then)
