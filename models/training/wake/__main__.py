"""Make a wake word: feature nets, voices, scenes, head, measurement on development voices. Goes on where it stopped.

python -m models.training.wake [--word ni3hao3xiao3er4] [--name wake] [--steps graphs,speak,scenes,train,describe,test]

A word of your own: `--word xiao3mi3xiao3mi3 --name my-word --target FOLDER/my-word`, then `CLERK_MODELS=FOLDER` and
choose `my-word` as the wake word. The recordings of `make train-asr` (step `prepare`) are heard as what is no word.
"""

import argparse
from pathlib import Path

import torch

from models.training.wake import choose, describe, graphs, head, spell, testing, windows
from models.training.wake.features import Embedder
from models.training.wake.material import Material, Places
from models.training.wake.scenes import Hardness
from models.training.wake.speak import speak

ROOT = Path(__file__).parents[3]
STEPS = ("graphs", "speak", "scenes", "train", "describe", "test")
ROUND = {"word": 1000, "near": 500, "speech": 250, "noise": 80}
"""Scenes of one file of features."""
DEVELOPMENT = {"word": 250, "near": 150, "speech": 240, "noise": 60}


def main() -> None:
    """Run the steps."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--word", default="ni3hao3xiao3er4", help="pinyin with tones")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--recordings", type=Path, default=ROOT / "build" / "asr", help="prepared by make train-asr")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "wake")
    parser.add_argument("--target", type=Path, default=ROOT / "models" / "wake")
    parser.add_argument("--steps", type=lambda text: text.split(","), default=STEPS)
    parser.add_argument("--speakers", type=int, default=3000, help="synthetic people who say the word")
    parser.add_argument("--share", type=lambda text: tuple(map(int, text.split("/"))), default=(0, 1), metavar="I/N",
                        help="speak only every N-th of them, from I on: one process a core")  # fmt: skip
    parser.add_argument("--rounds", type=int, default=6, help="files of scenes")
    parser.add_argument("--training-steps", type=int, default=6000)
    parser.add_argument("--version", default="1.0.0")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    torch.set_num_threads(1)
    word = spell.syllables(options.word)
    work = options.work / options.word
    work.mkdir(parents=True, exist_ok=True)
    places = Places(options.recordings, work / "voices", options.data / "noise", ROOT / "models" / "hearing")
    if "graphs" in options.steps:
        graphs.ship(options.target)
    if "speak" in options.steps:
        first, every = options.share
        voices = options.data / "voices" / "kokoro-voices.npz"
        speak(voices, places.voices, options.word, range(first, options.speakers, every), options.seed)
    if "scenes" in options.steps:
        _scenes(options, word, places, work)
    if "train" in options.steps:
        made = windows.load(sorted(work.glob("training-*.npz")))
        trained = head.train(made, options.training_steps, options.seed)
        head.export(trained, options.target / "head.onnx")
        choose.write(options.target, word, trained, windows.load(sorted(work.glob("development-*.npz"))))
    if "describe" in options.steps:
        print(f"{options.target.name}: {describe.describe(options.target, options.version, options.word)} bytes")

    if "test" in options.steps:
        count = testing.write(Material("test", word, places), word, places.voices, work / "test")
        print(f"{count} recordings for: python -m benchmarks.wake --speech {work / 'test'}")


def _scenes(options: argparse.Namespace, word: list[str], places: Places, work: Path) -> None:
    embedder = Embedder(options.target)
    for split, rounds, counts in (("training", options.rounds, ROUND), ("development", 1, DEVELOPMENT)):
        paths = [work / f"{split}-{number}.npz" for number in range(rounds)]
        missing = [number for number, path in enumerate(paths) if not path.exists()]
        material = Material(split, word, places) if missing else None
        for number in missing:
            hardness = Hardness(nearly=0.0) if split == "development" else Hardness()
            seed = 1000 * options.seed + number + (500 if split == "development" else 0)
            windows.save(windows.make(material, embedder, counts, hardness, seed), paths[number])
            print(f"{paths[number].name} made", flush=True)


if __name__ == "__main__":
    main()
