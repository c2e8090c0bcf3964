"""What stands in on a phone for packages without a recipe: fed by fakes of the Java side that the real ones run."""

import os
import subprocess
import sys
import tomllib
from configparser import ConfigParser
from pathlib import Path
from types import SimpleNamespace

import cv2
import numpy as np
import pytest

from app_kivy.android import vosk as vosk_stand_in
from app_kivy.android import zxing
from models import registry
from models.stamp import ModelStamp

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "examples"
GRAMMAR = {
    "root": "all",
    "rules": {"all": [[["入库", "ru ku"], ["两", "liang"], ["箱", "xiang"]], [["撤销", "che xiao"]]]},
}


@pytest.fixture
def java_vosk(monkeypatch):
    """`org.vosk`, run by Vosk's Python package."""
    vosk = pytest.importorskip("vosk", reason="stands in for the AAR")
    closed = []

    class Model:
        def __init__(self, path):
            self.real = vosk.Model(path)

        def close(self):
            closed.append("model")

    class Recognizer:
        def __init__(self, model, rate, *grammar):
            assert isinstance(rate, float)
            self.real = vosk.KaldiRecognizer(model.real, rate, *grammar)
            self.setMaxAlternatives, self.setWords = self.real.SetMaxAlternatives, self.real.SetWords

        def acceptWaveForm(self, sound, length):  # noqa: N802
            assert isinstance(sound, bytearray)
            assert len(sound) == length
            return self.real.AcceptWaveform(bytes(sound)) > 0

        def getFinalResult(self):  # noqa: N802
            return self.real.FinalResult()

        def close(self):
            closed.append("recogniser")

    classes = {
        "org.vosk.Model": Model,
        "org.vosk.Recognizer": Recognizer,
        "org.vosk.LogLevel": SimpleNamespace(WARNINGS=-1, INFO=0),
        "org.vosk.LibVosk": SimpleNamespace(setLogLevel=vosk.SetLogLevel),
    }
    monkeypatch.setattr(vosk_stand_in, "java", classes.__getitem__)
    return closed


@pytest.mark.skipif("hearing" not in registry.names(), reason="the model is not trained yet")
def test_the_recogniser_hears_the_same_through_java(java_vosk, monkeypatch):
    from asr.sources.file import read
    from asr.vosk_own import VoskRecogniser

    found = registry.load("hearing")
    sound = read(EXAMPLES / "recordings" / "receive-two-boxes.wav")

    def heard():
        recogniser = VoskRecogniser(found.folder, ModelStamp("test", "1"))
        recogniser.set_grammar(GRAMMAR)
        return recogniser.decode(sound)

    here = heard()
    monkeypatch.setitem(sys.modules, "vosk", vosk_stand_in)
    assert heard() == here
    assert here.sentences[0].text == "入库两箱"
    assert {"model", "recogniser"} <= set(java_vosk)


class Named(SimpleNamespace):
    def __getattr__(self, name):
        return Constant(name)


class Constant(str):
    """A constant of a Java enum."""

    __slots__ = ()

    def name(self):
        return str(self)


@pytest.fixture
def java_zxing(monkeypatch):
    """`zxingcpp.BarcodeReader`, run by the Python package; its own names are told from the package's."""
    real = pytest.importorskip("zxingcpp", reason="stands in for the AAR")
    asked = []
    java_name = {name: java for java, name in zxing._NAMES.items()}
    content = {one.name: Constant(one.value) for one in zxing.ContentType}

    class Reader:
        def __init__(self):
            self.options = {}

        def getOptions(self):  # noqa: N802
            keep = self.options.__setitem__
            names = ("Formats", "TextMode", "Binarizer", "TryHarder", "TryRotate", "TryInvert", "TryDownscale")
            return SimpleNamespace(**{f"set{name}": lambda value, name=name: keep(name, value) for name in names})

        def read(self, bitmap, area, rotation):
            asked.append(self.options)
            formats = real.barcode_formats_from_str(",".join(zxing._NAMES[str(one)] for one in self.options["Formats"]))
            found = real.read_barcodes(bitmap.pixels, formats=formats, text_mode=real.TextMode.Plain)
            return SimpleNamespace(size=lambda: len(found), get=lambda place: result(found[place]))

    def result(one):
        form = str(one.format).replace(" ", "").replace("-", "")
        corner = lambda at: SimpleNamespace(x=at.x, y=at.y)  # noqa: E731
        at = one.position
        position = SimpleNamespace(
            getTopLeft=lambda: corner(at.top_left),
            getTopRight=lambda: corner(at.top_right),
            getBottomRight=lambda: corner(at.bottom_right),
            getBottomLeft=lambda: corner(at.bottom_left),
        )
        return SimpleNamespace(
            getText=lambda: one.text,
            getFormat=lambda: Constant(java_name[form]),
            getContentType=lambda: content[one.content_type.name],
            getSymbologyIdentifier=lambda: one.symbology_identifier,
            getPosition=lambda: position,
        )

    class Bitmap:
        def __init__(self, width, height, config):
            assert config == "ALPHA_8"
            self.size = (height, width)

        def getRowBytes(self):  # noqa: N802
            return -(-self.size[1] // 4) * 4

        def copyPixelsFromBuffer(self, buffer):  # noqa: N802
            rows = np.frombuffer(bytes(buffer), np.uint8).reshape(self.size[0], self.getRowBytes())
            self.pixels = np.ascontiguousarray(rows[:, : self.size[1]])

    class HashSet(set):
        pass

    classes = {
        "zxingcpp.BarcodeReader": Reader,
        "zxingcpp.BarcodeReader$Format": Named(),
        "zxingcpp.BarcodeReader$TextMode": Named(),
        "zxingcpp.BarcodeReader$Binarizer": Named(),
        "java.util.HashSet": HashSet,
        "java.nio.ByteBuffer": SimpleNamespace(wrap=lambda content: content),
        "android.graphics.Bitmap": SimpleNamespace(createBitmap=Bitmap),
        "android.graphics.Bitmap$Config": Named(),
        "android.graphics.Rect": SimpleNamespace,
    }
    monkeypatch.setattr(zxing, "java", classes.__getitem__)
    return asked


@pytest.mark.parametrize("name", ["gs1-carton", "barcode", "empty-shelf"])
def test_codes_are_read_the_same_through_java(java_zxing, monkeypatch, name):
    from vision.codes import reader
    from vision.sources.picture import read

    image = read(EXAMPLES / "pictures" / f"{name}.jpg")
    here = reader.read_codes(image, thorough=False)
    monkeypatch.setattr(reader, "zxingcpp", zxing)
    formats = "EANUPC,Code128,Code39,ITF,DataBar,QRCode,DataMatrix,PDF417,Aztec"
    monkeypatch.setattr(reader, "_FORMATS", zxing.barcode_formats_from_str(formats))
    assert reader.read_codes(image, thorough=False) == here
    assert java_zxing[0]["TryHarder"] is True
    assert java_zxing[0]["TextMode"] == "PLAIN"


def test_a_picture_whose_rows_are_padded_arrives_whole(java_zxing):
    image = cv2.imread(str(EXAMPLES / "pictures" / "gs1-carton.jpg"), cv2.IMREAD_GRAYSCALE)[:, :-3]
    found = zxing.read_barcodes(
        image, formats=zxing.barcode_formats_from_str("Code128"), text_mode=zxing.TextMode.Plain
    )
    assert [one.format for one in found] == ["Code128"]


PROGRAM = """
import sys, sysconfig
sysconfig.get_config_vars()
sys.platform = "android"
from app_kivy.android import packages
packages.install()
import vosk, onnxruntime, zxingcpp
assert {vosk.__name__, onnxruntime.__name__, zxingcpp.__name__} == {
    "app_kivy.android.vosk", "app_kivy.android.onnx", "app_kivy.android.zxing"}
import asr.ears, asr.vosk_own, asr.wake.wake, vision.eyes, vision.looks.recogniser, vision.detector.backends
print("imported", "jnius" in sys.modules)
"""


def test_ears_and_eyes_import_on_a_phone():
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM], check=False, capture_output=True, text=True, env=environment, cwd=ROOT
    )
    assert ran.stdout.split() == ["imported", "False"], ran.stderr[-2000:]


def recipe():
    """Return the `[app]` section of the package's recipe."""
    parser = ConfigParser(inline_comment_prefixes=None)
    parser.read(ROOT / "app_kivy" / "android" / "buildozer.spec", encoding="utf-8")
    return parser["app"]


def test_the_package_takes_every_file_of_every_model():
    suffixes = set(recipe()["source.include_exts"].split(","))
    files = [file for name in registry.names() for file in (*_files(name), "model.toml")]
    assert [file for file in files if Path(file).suffix.removeprefix(".") not in suffixes] == []
    assert len(files) > 10


def _files(name):
    described = (registry.load(name).folder / "model.toml").read_text(encoding="utf-8")
    return tomllib.loads(described)["files"]


def test_the_package_brings_what_the_stand_ins_call():
    archives = recipe()["android.gradle_dependencies"]
    for maker in (
        "com.alphacephei:vosk-android",
        "com.microsoft.onnxruntime:onnxruntime-android",
        "io.github.zxing-cpp",
    ):
        assert maker in archives
    assert not {"vosk", "onnxruntime", "zxing-cpp"} & set(recipe()["requirements"].split(","))
