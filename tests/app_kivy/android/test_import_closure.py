"""What the phone imports, tried under its platform's name: nothing without a recipe may be loaded on the way in."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
ABSENT = ("onnxruntime", "zxingcpp", "vosk", "sounddevice", "soundfile", "yaml", "typer", "rich", "jnius")
"""Without a recipe of python-for-android, or of no use on a phone; `jnius` is there, but only inside functions."""
CORE = (
    "intents.understanding",
    "assistant.clerk",
    "assistant.wiring",
    "assistant.session",
    "assistant.catalogue",
    "assistant.voice.spoken",
    "assistant.voice.sounds",
    "app_kivy.work.tasks",
    "app_kivy.work.practice",
    "app_kivy.work.importing",
    "app_kivy.senses.listening",
    "app_kivy.senses.watching",
    "app_kivy.senses.devices",
    "app_kivy.settings",
    "app_kivy.strings",
    "app_kivy.android.java",
    "app_kivy.android.permissions",
    "app_kivy.android.speaker",
    "app_kivy.android.haptics",
    "app_kivy.android.player",
    "app_kivy.android.microphone",
    "app_kivy.android.camera",
    "app_kivy.android.onnx",
    "app_kivy.android.vosk",
    "app_kivy.android.zxing",
    "app_kivy.android.packages",
    "app_kivy.senses.calling",
    "app_kivy.senses.aloud",
    "app_kivy.work.people",
    "app_kivy.work.papers",
)
PROGRAM = """
import importlib, sys, sysconfig
sysconfig.get_config_vars()
sys.platform = "android"
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {absent!r}:
            raise ImportError("there is no recipe for " + name)
sys.meta_path.insert(0, Absent())
for name in {core!r}:
    importlib.import_module(name)
print("imported")
"""


def test_the_core_and_the_adapters_import_on_a_phone():
    program = PROGRAM.format(absent=set(ABSENT), core=CORE)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "RAPIDFUZZ_IMPLEMENTATION": "python"}
    ran = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, text=True, env=environment, cwd=ROOT
    )
    assert ran.stdout.strip() == "imported", ran.stderr[-2000:]
