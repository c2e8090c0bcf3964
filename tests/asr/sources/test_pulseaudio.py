"""Called by name and told a command through a sound server: PulseAudio plays a recording into a microphone of its own.

Real time, so that it wants a machine that is not busy: `make soak`. Without PulseAudio it is skipped
(apt install pulseaudio pulseaudio-utils libasound2-plugins).
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile

from asr.resample import RATE
from asr.sources.file import read
from models import registry

ROOT = Path(__file__).parents[3]
CALL = ROOT / "tests" / "asr" / "wake" / "recordings" / "call-00002.flac"
COMMAND = ROOT / "examples" / "recordings" / "receive-two-boxes.wav"
MODULES = (
    "module-null-sink sink_name=vspk",
    "module-remap-source master=vspk.monitor source_name=vmic",
)
LISTEN = """
import subprocess, sys
from asr.ears import Ears
from asr.sources.microphone import Microphone
from asr.wake.calling import Called
from asr.wake.wake import open_wake
ears = Ears(grammar={"root": "all", "rules": {"all": [
    [["入库", "ru ku"], ["两", "liang"], ["箱", "xiang"]], [["撤销", "che xiao"]]]}})
microphone = Microphone()
class Started:
    name = "pulse"
    def blocks(self):
        for number, block in enumerate(microphone.blocks()):
            if number == 3:
                # Only now does the server record: what was played before would be lost.
                subprocess.Popen(["paplay", "-d", "vspk", sys.argv[1]])
            yield block
    def close(self):
        microphone.close()
called = Called(Started(), open_wake(), woke=lambda: print("woke", flush=True))
for utterance in ears.stream(called):
    print(utterance.text, flush=True)
    break
microphone.close()
"""

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(not (shutil.which("pulseaudio") and shutil.which("paplay")), reason="there is no PulseAudio"),
    pytest.mark.skipif(not {"hearing", "wake"} <= set(registry.names()), reason="the models are not trained yet"),
]


@pytest.fixture
def server(tmp_path):
    """A sound server of our own: a speaker that nobody hears, and a microphone that hears it."""
    socket = tmp_path / "pulse.sock"
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "XDG_RUNTIME_DIR": str(tmp_path),
        "PULSE_SERVER": f"unix:{socket}",
        "PULSE_LATENCY_MSEC": "30",
        "ALSA_CONFIG_PATH": str(tmp_path / "asound.conf"),
        "PYTHONPATH": str(ROOT),
        "CLERK_HOME": str(tmp_path),
    }
    (tmp_path / "asound.conf").write_text(
        "</usr/share/alsa/alsa.conf>\npcm.!default { type pulse }\nctl.!default { type pulse }\n", encoding="ascii"
    )
    loads = [f"--load=module-native-protocol-unix socket={socket} auth-anonymous=1", *(f"--load={m}" for m in MODULES)]
    running = subprocess.Popen(
        ["pulseaudio", "-n", "--exit-idle-time=-1", "--use-pid-file=no", "--daemonize=no", *loads],
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + 30
    while not socket.exists() and time.monotonic() < until:
        time.sleep(0.1)
    yield environment
    running.terminate()
    running.wait(10)


def test_called_by_name_and_told_a_command(server, tmp_path):
    quiet = np.zeros(int(2.5 * RATE), np.float32)
    sound = np.concatenate([quiet, read(CALL), quiet[: RATE // 2], read(COMMAND), quiet])
    soundfile.write(tmp_path / "said.wav", sound, RATE)
    listened = subprocess.run(
        [sys.executable, "-c", LISTEN, str(tmp_path / "said.wav")],
        env=server,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert listened.stdout.split() == ["woke", "入库两箱"], listened.stderr[-2000:]
