"""Android's adapters against fakes of the Java side: what they call, and what they make of its answers.

No Android runs here. The fakes hold on to the signatures of Android's documentation; a device has the last word.
"""

import types

import numpy as np
import pytest

from app_kivy.android import camera as camera_module
from app_kivy.android import java as java_module
from app_kivy.android import permissions
from asr.errors import MicrophoneMissingError
from asr.resample import RATE
from assistant.voice.sounds import Sound, tone
from assistant.voice.speaker import Manner
from vision.errors import CameraMissingError


class Java:
    """Classes by their full names; everything that is called on them is written down."""

    def __init__(self):
        self.classes = {}
        self.calls = []

    def __call__(self, name):
        return self.classes[name]

    def note(self, name, result=None):
        def called(*given):
            self.calls.append((name, given))
            return result

        return called

    def called(self, name):
        return [given for called, given in self.calls if called == name]


class Listener:
    """What `implements` makes: Java calls its methods."""

    def __init__(self, interface, methods):
        self.interface = interface
        for name, (_, function) in methods.items():
            setattr(self, name, function)


@pytest.fixture
def java(monkeypatch):
    fake = Java()
    listeners = []

    def implements(interface, **methods):
        listeners.append(Listener(interface, methods))
        return listeners[-1]

    fake.listeners = listeners
    fake.activity = types.SimpleNamespace(getSystemService=fake.classes.get)
    for name in ("speaker", "haptics", "player", "microphone", "camera"):
        module = __import__(f"app_kivy.android.{name}", fromlist=["x"])
        for attribute, stand_in in (("java", fake), ("implements", implements), ("activity", lambda: fake.activity)):
            if hasattr(module, attribute):
                monkeypatch.setattr(module, attribute, stand_in)
    monkeypatch.setattr(permissions, "_android", lambda: fake.permissions)
    fake.permissions = types.SimpleNamespace(check_permission=lambda name: name in fake.granted)
    fake.granted = {permissions.MICROPHONE, permissions.CAMERA}
    return fake


@pytest.fixture
def engine(java):
    made = types.SimpleNamespace(
        isSpeaking=lambda: False,
        setLanguage=java.note("setLanguage", 1),
        setSpeechRate=java.note("setSpeechRate"),
        speak=java.note("speak"),
        stop=java.note("stop"),
    )
    java.classes |= {
        "android.speech.tts.TextToSpeech": lambda activity, listener: made,
        "java.util.Locale": types.SimpleNamespace(CHINA="zh_CN", US="en_US"),
        "android.os.Bundle": dict,
    }
    return made


def test_what_is_said_before_the_engine_is_ready_is_said_then(java, engine):
    from app_kivy.android.speaker import AndroidSpeaker

    speaker = AndroidSpeaker()
    speaker.say("旧的", "zh")
    speaker.say("你好", "zh", Manner(slow=True))
    assert java.called("speak") == []
    java.listeners[0].onInit(0)
    assert java.called("setLanguage") == [("zh_CN",)]
    assert [given[0] for given in java.called("speak")] == ["你好"]
    assert java.called("setSpeechRate")[0][0] < 1.0
    assert speaker.problem is None


def test_an_engine_without_chinese_says_so_and_reads_nothing(java, engine):
    from app_kivy.android.speaker import AndroidSpeaker

    engine.setLanguage = java.note("setLanguage", -1)
    speaker = AndroidSpeaker()
    java.listeners[0].onInit(0)
    speaker.say("你好", "zh")
    assert "zh" in speaker.problem
    assert java.called("speak") == []


def test_an_engine_that_does_not_start_says_so(java, engine):
    from app_kivy.android.speaker import AndroidSpeaker

    speaker = AndroidSpeaker()
    java.listeners[0].onInit(-1)
    assert speaker.problem
    speaker.stop()
    assert not speaker.speaking


@pytest.mark.parametrize("version", [24, 26, 34])
def test_the_vibrator_feels_each_tone(java, version):
    from app_kivy.android.haptics import AndroidHaptics

    java.classes |= {
        "vibrator": types.SimpleNamespace(hasVibrator=lambda: True, vibrate=java.note("vibrate")),
        "android.os.Build$VERSION": types.SimpleNamespace(SDK_INT=version),
        "android.os.VibrationEffect": types.SimpleNamespace(createWaveform=lambda times, again: ("effect", times)),
    }
    haptics = AndroidHaptics()
    for sound in Sound:
        haptics.feel(sound)
    assert len(java.called("vibrate")) == len(Sound)


def test_a_tablet_without_a_vibrator_stays_still(java):
    from app_kivy.android.haptics import AndroidHaptics

    AndroidHaptics().feel(Sound.DONE)
    java.classes["vibrator"] = types.SimpleNamespace(hasVibrator=lambda: False)
    AndroidHaptics().feel(Sound.DONE)
    assert java.called("vibrate") == []


def test_the_player_hands_the_samples_over_and_breaks_the_last_one_off(java):
    from app_kivy.android.player import AndroidPlayer

    made = []

    def track(*given):
        made.append(given)
        return types.SimpleNamespace(write=java.note("write"), play=java.note("play"), release=java.note("release"))

    java.classes["android.media.AudioTrack"] = track
    player = AndroidPlayer()
    player.play(tone(Sound.DONE))
    player.play(tone(Sound.REFUSED))
    assert made[0][1] == 22_050
    assert len(java.called("play")) == 2
    assert len(java.called("release")) == 1
    player.play(b"no sound")
    assert player.problem


class Recorder:
    """AudioRecord that gives so many blocks of a ramp."""

    def __init__(self, *given, state=1, blocks=3, error=None):
        self.given, self.state, self.left, self.error = given, state, blocks, error
        self.released = False

    def getState(self):  # noqa: N802
        return self.state

    def startRecording(self):  # noqa: N802
        pass

    def read(self, buffer, start, count):
        if self.left == 0:
            return self.error if self.error is not None else 0
        self.left -= 1
        buffer[start : start + count] = np.arange(count // 2, dtype="<i2").tobytes()
        return count

    def release(self):
        self.released = True


def test_the_microphone_gives_the_blocks_of_the_port(java):
    from app_kivy.android.microphone import AndroidMicrophone

    made = []
    java.classes["android.media.AudioRecord"] = lambda *given: made.append(Recorder(*given)) or made[-1]
    microphone = AndroidMicrophone()
    blocks = []
    for block in microphone.blocks():
        blocks.append(block)
        if len(blocks) == 3:
            microphone.close()
    assert made[0].given[1] == RATE
    assert made[0].released
    for block in blocks:
        assert block.dtype == np.float32
        assert np.isfinite(block).all()
        assert 0 <= block.min() <= block.max() < 1
    assert blocks[0][2] == np.float32(2 / 32768)
    microphone.close()


@pytest.mark.parametrize("recorder", [{"state": 0}, {"blocks": 0, "error": -3}])
def test_a_microphone_that_another_app_holds_is_missing(java, recorder):
    from app_kivy.android.microphone import AndroidMicrophone

    java.classes["android.media.AudioRecord"] = lambda *given: Recorder(*given, **recorder)
    with pytest.raises(MicrophoneMissingError):
        list(AndroidMicrophone().blocks())


def test_without_the_permission_nothing_is_opened(java):
    from app_kivy.android.camera import AndroidCamera
    from app_kivy.android.microphone import AndroidMicrophone

    java.granted = set()
    with pytest.raises(MicrophoneMissingError):
        list(AndroidMicrophone().blocks())
    with pytest.raises(CameraMissingError):
        list(AndroidCamera().frames())
    assert java.calls == []


def nv21(level):
    size = camera_module.WIDTH * camera_module.HEIGHT
    return bytes([level]) * size + bytes([128]) * (size // 2)


class JavaCamera:
    """`android.hardware.Camera` that shows a frame for each buffer it gets, brighter each time."""

    def __init__(self):
        self.callback = None
        self.buffers = []
        self.level = 50
        self.released = False
        parameters = types.SimpleNamespace(
            setPreviewSize=lambda *size: None,
            getSupportedFocusModes=lambda: ["auto", "continuous-picture"],
            setFocusMode=self.focus,
        )
        self.getParameters = lambda: parameters
        self.setParameters = self.setPreviewTexture = lambda given: None

    def focus(self, mode):
        self.mode = mode

    def addCallbackBuffer(self, buffer):  # noqa: N802
        self.buffers.append(buffer)

    def setPreviewCallbackWithBuffer(self, callback):  # noqa: N802
        self.callback = callback

    def startPreview(self):  # noqa: N802
        self.show()

    def show(self):
        self.buffers.pop()
        self.callback.onPreviewFrame(nv21(self.level), self)
        self.level += 50

    def stopPreview(self):  # noqa: N802
        pass

    def release(self):
        self.released = True


@pytest.mark.parametrize(("degrees", "shape"), [(90, (1280, 720, 3)), (0, (720, 1280, 3))])
def test_the_camera_gives_upright_frames_and_drops_old_ones(java, degrees, shape):
    from app_kivy.android.camera import AndroidCamera

    device = JavaCamera()
    info = types.SimpleNamespace(orientation=degrees)
    java.classes |= {
        "android.hardware.Camera": types.SimpleNamespace(open=lambda: device, getCameraInfo=lambda number, info: None),
        "android.hardware.Camera$CameraInfo": lambda: info,
        "android.graphics.SurfaceTexture": lambda number: "texture",
    }
    camera = AndroidCamera(clock=lambda: 0.0)
    frames = camera.frames()
    first = next(frames)
    assert first.image.shape == shape
    assert device.mode == "continuous-picture"
    device.show()
    device.show()
    second = next(frames)
    assert int(second.image.mean()) > int(first.image.mean()) + 80
    camera.close()
    device.show()
    assert next(frames, None) is None
    assert device.released


def test_a_device_without_a_camera_says_so(java):
    from app_kivy.android.camera import AndroidCamera

    java.classes["android.hardware.Camera"] = types.SimpleNamespace(open=lambda: None)
    with pytest.raises(CameraMissingError):
        next(AndroidCamera().frames())


def test_a_permission_is_asked_for_after_its_reason():
    order = []

    def request(wanted, answered):
        order.append("asked")
        answered(wanted, [True])

    android = types.SimpleNamespace(check_permission=lambda name: False, request_permissions=request)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(permissions, "_android", lambda: android)
        permissions.ask(permissions.CAMERA, lambda: order.append("reason"), order.append)
    assert order == ["reason", "asked", True]


def test_a_permission_that_is_held_is_not_asked_for_again():
    android = types.SimpleNamespace(check_permission=lambda name: True)
    answers = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(permissions, "_android", lambda: android)
        permissions.ask(permissions.MICROPHONE, pytest.fail, answers.append)
    assert answers == [True]


def test_java_classes_are_loaded_once(monkeypatch):
    loaded = []
    module = types.ModuleType("jnius")
    module.autoclass = lambda name: loaded.append(name) or name
    monkeypatch.setitem(__import__("sys").modules, "jnius", module)
    java_module.java.cache_clear()
    assert java_module.java("a.B") == java_module.java("a.B") == "a.B"
    assert loaded == ["a.B"]
    java_module.java.cache_clear()
