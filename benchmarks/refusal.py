"""How often sound that holds no command is taken for one, heard with the grammar of the example shop.

    python -m benchmarks.refusal --speech DIR [--noise DIR] [--minutes M] [--limit N] [--seed N] [--json]

Single recordings one by one: refused is right here, what the ears take for a command is wrong. And open
listening for M minutes: the recordings and noises (our own kinds without `--noise`) one after the other at random
levels and with random pauses, through the stream that the live microphone uses.
"""

import random
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from asr.confidence import SURE
from asr.ears import Ears
from asr.errors import HearingError
from asr.resample import RATE, Samples
from asr.sources.file import read
from asr.sources.memory import MemorySource
from asr.utterance import Utterance
from assistant import wiring
from assistant.catalogue import import_catalogue
from assistant.inventory.context import system_clock
from benchmarks.cli import Row, arguments, existing_folder, read_manifest, report, sample, settings
from benchmarks.noise import FIRST_SEED, Maker, own_kinds, recorded_kinds

CATALOGUE = Path(__file__).parents[1] / "examples" / "catalogue.csv"
_LEVELS_DB = (-40.0, -12.0)
_PAUSE_S = (0.3, 3.0)
_NOISE_S = (1.0, 6.0)
_BEHIND_DB = -50.0
"""The hall is never quite silent."""


def shop_grammar() -> dict[str, Any]:
    """Return what the clerk of the example shop listens for while nothing has been asked."""
    with tempfile.TemporaryDirectory() as folder:
        shop = wiring.open_shop(str(Path(folder) / "books.db"), person="benchmark")
        import_catalogue(shop.clerk.ledger, CATALOGUE)
        context = shop.clerk.context(system_clock())
        return shop.clerk.understanding().grammar(context).to_dict()


def taken(utterance: Utterance) -> bool:
    """Return whether the ears offer the clerk a command."""
    return bool(utterance.text) and utterance.health.problem is None


def figures(heard: Sequence[Utterance]) -> dict[str, Any]:
    """Return how many were booked without a question, and what was understood most often."""
    offered = [utterance for utterance in heard if taken(utterance)]
    return {
        "sure": sum(utterance.confidence >= SURE for utterance in offered),
        "taken_for": " ".join(text for text, _ in Counter(utterance.text for utterance in offered).most_common(3)),
    }


def singly(ears: Ears, folder: Path, lines: Sequence[dict[str, str]]) -> Row:
    """Hear recordings one by one."""
    heard = []
    for line in lines:
        try:
            heard.append(ears.hear(folder / line["path"]))
        except HearingError as error:
            print(f"left out {line['path']}: {error}")
    wrong = sum(map(taken, heard))
    return Row(f"one by one: {folder.name}", right=len(heard) - wrong, wrong=wrong, figures=figures(heard))


def chatter(sounds: Sequence[Samples], kinds: Sequence[Maker], minutes: float, seed: int) -> Samples:
    """Return `minutes` of sound in which nobody commands anything."""
    rng, order = np.random.default_rng(FIRST_SEED + seed), random.Random(seed)
    whole = np.zeros(int(minutes * 60 * RATE), np.float32)
    for place, piece in _pieces(sounds, kinds, len(whole), rng, order):
        level = 10 ** (rng.uniform(*_LEVELS_DB) / 20) / max(float(np.sqrt(np.mean(piece**2))), 1e-6)
        end = min(len(whole), place + len(piece))
        whole[place:end] += np.clip(piece * np.float32(level), -1, 1)[: end - place]
    return whole + rng.standard_normal(len(whole)).astype(np.float32) * np.float32(10 ** (_BEHIND_DB / 20))


def _pieces(
    sounds: Sequence[Samples], kinds: Sequence[Maker], length: int, rng: np.random.Generator, order: random.Random
) -> Iterator[tuple[int, Samples]]:
    place = 0
    while place < length:
        if order.random() < 0.5:
            piece = order.choice(sounds)
        else:
            piece = order.choice(kinds)(rng, int(rng.uniform(*_NOISE_S) * RATE))
        yield place, piece
        place += len(piece) + int(rng.uniform(*_PAUSE_S) * RATE)


def openly(ears: Ears, sound: Samples) -> Row:
    """Listen to a stream; wrong are the commands that were taken, of all stretches in which speech was suspected."""
    heard = list(ears.stream(MemorySource(sound)))
    wrong = sum(map(taken, heard))
    each = 10 * 60 * RATE / len(sound)
    rates = {"in_10_minutes": round(wrong * each, 2), "sure_in_10_minutes": round(figures(heard)["sure"] * each, 2)}
    return Row("open listening", right=len(heard) - wrong, wrong=wrong, figures=figures(heard) | rates)


def main() -> None:
    """Run the benchmark."""
    parser = arguments(__doc__ or "", folders=("speech",))
    parser.add_argument("--noise", type=existing_folder, help="recorded noise with a manifest.tsv (path, kind)")
    parser.add_argument("--minutes", type=float, default=10.0)
    options = parser.parse_args()
    ears = Ears(grammar=shop_grammar())
    if ears.problem:
        raise SystemExit(str(ears.problem))
    lines = sample(read_manifest(options.speech), options.limit, options.seed)
    rows = [singly(ears, options.speech, lines)]
    kinds = recorded_kinds(options.noise) if options.noise else own_kinds()
    sounds = [read(options.speech / line["path"]) for line in lines]
    rows.append(openly(ears, chatter(sounds, list(kinds.values()), options.minutes, options.seed)))
    described = settings(
        options,
        models=["hearing"],
        speech=options.speech.name,
        noise=options.noise.name if options.noise else "own kinds",
        minutes=options.minutes,
        catalogue=CATALOGUE.name,
    )
    report(rows, described, as_json=options.json)


if __name__ == "__main__":
    main()
