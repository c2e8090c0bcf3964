"""Let thousands of people who do not exist say the word and what sounds nearly like it.

Speakers are mixes of Kokoro's voices (`models.training.asr.synthesise`). The voices that they are mixed from are
split first, so that nobody in development or test shares a voice with anybody in training.
"""

import csv
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
import soundfile
from misaki.zh import ZHG2P

from models.training.asr.prepare import speech_bounds
from models.training.asr.synthesise import Speaker, Voice
from models.training.wake import spell

RATE = 16_000
_NON_SYLLABIC = "\u032f"

VOICES = {
    "test": {
        "zf_xiaoyi", "zm_yunyang", "af_bella", "am_puck", "bf_emma", "bm_george", "jf_nezumi", "jm_kumo", "hf_beta",
        "hm_psi", "em_alex", "if_sara", "am_onyx",
    },
    "development": {"zf_xiaobei", "zm_yunxia", "af_nova", "am_liam", "bf_lily", "pm_alex", "jf_alpha"},
}  # fmt: skip
"""Base voices that are kept for one split; all others are for training."""


@dataclass(frozen=True, slots=True)
class Said:
    """One synthetic recording."""

    path: str
    speaker: int
    split: str
    kind: str
    """`word` or `near`."""
    text: str
    """Pinyin with tones, and signs."""
    seconds: float


def split_of(speaker: int) -> str:
    """Return the split of a synthetic speaker: of twenty, four are for test and two for development."""
    left = speaker % 20
    return "test" if left < 4 else "development" if left < 6 else "training"


def _pools(voices: Path) -> dict[str, dict[str, np.ndarray]]:
    with np.load(voices) as stored:
        styles = {name: stored[name].astype(np.float32) for name in stored.files}
    kept = set().union(*VOICES.values())
    pools = {split: {name: styles[name] for name in sorted(names)} for split, names in VOICES.items()}
    return pools | {"training": {name: style for name, style in styles.items() if name not in kept}}


def _accented(rng: np.random.Generator, speaker: Speaker, pool: dict[str, np.ndarray]) -> None:
    """Give a speaker some of the melody of another language, and a pace of their own."""
    if rng.random() < 0.3:
        share = np.float32(rng.uniform(0.2, 0.6))
        other = pool[str(rng.choice(list(pool)))]
        speaker.style[:, 128:] = (1 - share) * speaker.style[:, 128:] + share * other[:, 128:]
    speaker.speed *= rng.uniform(0.85, 1.2)


def _trimmed(sound: np.ndarray) -> np.ndarray:
    first, last = speech_bounds(sound)
    return sound[first:last]


def speak(voices: Path, target: Path, word: str, speakers: range, seed: int) -> None:
    """Write what `speakers` say to `target` with a manifest of `Said` rows; goes on where it stopped."""
    syllables = spell.syllables(word)
    target.mkdir(parents=True, exist_ok=True)
    manifest = target / f"manifest-{speakers.step}-{speakers.start}.tsv"
    done = {row.speaker for row in read(manifest)} if manifest.exists() else set()
    pools, voice = _pools(voices), Voice()
    with manifest.open("a", encoding="utf-8", newline="") as lines:
        rows = csv.writer(lines, delimiter="\t", lineterminator="\n")
        if not done:
            rows.writerow(field.name for field in fields(Said))
        for number in speakers:
            if number in done:
                continue
            rng, split = np.random.default_rng([seed, number]), split_of(number)
            speaker = Speaker(rng, pools[split])
            _accented(rng, speaker, pools[split])
            sayings = [("word", spell.spoken(rng, syllables))]
            if number % 4 < 2:
                sayings.append(("near", spell.near(rng, syllables)))
            for kind, text in sayings:
                phonemes = "".join(ZHG2P.py2ipa(part) if part[0].isalpha() else part for part in text)
                sound = _trimmed(voice.say(phonemes.replace(_NON_SYLLABIC, ""), speaker))
                path = f"{number:05d}-{kind}.flac"
                soundfile.write(target / path, sound, RATE)
                seconds = round(len(sound) / RATE, 3)
                rows.writerow(astuple(Said(path, number, split, kind, " ".join(text), seconds)))
            lines.flush()


def rows_of(voices: Path, split: str) -> list[Said]:
    """Return what the speakers of a split have said, each recording once."""
    rows = {row.path: row for manifest in sorted(voices.glob("manifest-*.tsv")) for row in read(manifest)}
    return [row for row in rows.values() if row.split == split]


def read(manifest: Path) -> list[Said]:
    """Return the rows of one manifest."""
    with manifest.open(encoding="utf-8", newline="") as lines:
        return [
            Said(row["path"], int(row["speaker"]), row["split"], row["kind"], row["text"], float(row["seconds"]))
            for row in csv.DictReader(lines, delimiter="\t")
        ]
