"""Make the recogniser: data, synthetic speakers, noise, training, export, measurement. Goes on where it stopped.

python -m models.training.asr [--steps synthesise,prepare,noise,align,train,export,measure] [--start MODEL] [--hours H]
"""

import argparse
import json
from pathlib import Path

import torch

from models.training.asr import curves
from models.training.asr.align import FILE, write_pieces
from models.training.asr.cases import Prepared
from models.training.asr.commands import catalogue, commands
from models.training.asr.describe import describe
from models.training.asr.export import averaged, export
from models.training.asr.manifest import read_splits
from models.training.asr.measure import CATALOGUES, SPOKEN, measure
from models.training.asr.net import DEEPEST
from models.training.asr.noise_pool import generate
from models.training.asr.prepare import prepare
from models.training.asr.priors import EXPONENT, log_priors
from models.training.asr.start import from_model
from models.training.asr.synthesise import speak_commands, synthesise
from models.training.asr.train import train

ROOT = Path(__file__).parents[3]
CUT = ("sentences", "words", "synthetic")
"""Sets of recordings that are cut into syllables, by the committed model."""
STEPS = ("synthesise", "prepare", "noise", "align", "train", "export", "measure")


def _strangers(voices: Path, work: Path) -> None:
    """Let synthetic voices that training never heard say commands, once."""
    seed, _ = read_splits()["noise"]["seeds"]["test"]
    for size in CATALOGUES:
        target = work / f"commands-test-{size}"
        if not target.exists():
            lines = [command.pinyin for command in commands(catalogue(size, seed), SPOKEN, seed)]
            speak_commands(voices, target, lines, seed + size)


def main() -> None:
    """Run the steps."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "asr", help="caches, checkpoint, log")
    parser.add_argument("--target", type=Path, default=ROOT / "models" / "hearing")
    parser.add_argument("--steps", type=lambda text: text.split(","), default=STEPS)
    parser.add_argument("--start", type=Path, help="a model directory to train further; else from the Korean layers up")
    parser.add_argument("--hours", type=float, default=1.8, help="of training, wall-clock, over all starts")
    parser.add_argument("--minutes", type=float, default=35.0, help="of making synthetic speakers")
    parser.add_argument(
        "--depth", type=int, default=DEEPEST, help="factorised layers: at most 14 Korean ones, then far-sighted ones"
    )
    parser.add_argument("--frames", type=int, default=4800, help="frames of 10 ms a batch")
    parser.add_argument("--version", default="1.0.0")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if not options.data.is_dir():
        parser.error(f"there is no data in {options.data}; say where it is with --data")
    options.work.mkdir(parents=True, exist_ok=True)
    speech, noise, extra = options.data / "speech", options.data / "noise", options.work / "extra"
    if "synthesise" in options.steps and not (extra / "synthetic-own").exists():
        voices = options.data / "voices" / "kokoro-voices.npz"
        synthesise(voices, speech, extra / "synthetic-own", options.minutes, options.seed)
    if "prepare" in options.steps:
        prepare([speech, extra], options.work)
    if "noise" in options.steps and not (options.work / "noise.npz").exists():
        generate(options.work / "noise.npz", clips=60, seconds=6.0)
    if "align" in options.steps and not (options.work / FILE).exists():
        write_pieces(from_model(options.target).eval(), options.work, CUT)
    if "train" in options.steps:
        train(options.work, noise, options.start, options.depth, options.hours, options.frames, options.seed)
    torch.set_num_threads(1)
    if "export" in options.steps:
        net = averaged(options.work, options.start)
        export(net, EXPONENT * log_priors(net, Prepared(options.work)), options.target)
        curves.training(options.work / "log.jsonl", options.target / "training.png")
    if "measure" in options.steps:
        _strangers(options.data / "voices" / "kokoro-voices.npz", options.work)
        tables = measure(options.target, options.work, "test", noise=True)
        (options.work / "tables.json").write_text(json.dumps(tables, ensure_ascii=False, indent=1), encoding="utf-8")
        curves.noise(tables["noise"], options.target / "noise.png")
    if {"export", "measure"} & {*options.steps}:
        size = describe(options.target, options.version, "speakers of the test split, see card.md")
        print(f"{options.target.name}: {size} bytes")


if __name__ == "__main__":
    main()
