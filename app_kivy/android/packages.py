"""Puts what runs on Android's libraries in the place of Python packages that Android has not.

Ears and eyes ask for `vosk`, `onnxruntime` and `zxingcpp`; these have no recipe of python-for-android, but their makers
publish the same libraries for Java. So nothing of the senses knows on what it runs.
"""

import importlib
import sys
from types import ModuleType

STANDING_IN = {"vosk": "vosk", "onnxruntime": "onnx", "zxingcpp": "zxing"}
"""Package to the module of this folder that stands in for it."""


def install() -> None:
    """Do it; has to be called before ears or eyes are imported."""
    for package, module in STANDING_IN.items():
        stand_in: ModuleType = importlib.import_module(f"app_kivy.android.{module}")
        sys.modules[package] = stand_in
