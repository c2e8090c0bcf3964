"""Draw the course of training and the accuracy in noise."""

import json
from collections import defaultdict
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np

mpl.use("Agg")


def training(log: Path, picture: Path) -> None:
    """Draw loss over hours from the lines that `train` writes."""
    entries = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    figure, axis = plt.subplots(figsize=(7, 3.5), layout="constrained")
    axis.plot([e["seconds"] / 3600 for e in entries], [e["loss"] for e in entries], linewidth=0.8)
    axis.set(xlabel="hours on one core", ylabel="CTC loss a sound (augmented)", yscale="log")
    axis.grid(visible=True, alpha=0.3)
    figure.savefig(picture, dpi=110)
    plt.close(figure)


def noise(rows: list[dict], picture: Path) -> None:
    """Draw accuracy over SNR, a line a kind; a row has `kind`, `snr`, `right` and `n`."""
    lines = defaultdict(list)
    for row in rows:
        lines[row["kind"]].append((row["snr"], 100 * row["right"] / row["n"]))
    figure, axis = plt.subplots(figsize=(7, 4.5), layout="constrained")
    colours = plt.cm.tab20(np.linspace(0, 1, len(lines)))
    for (kind, points), colour in zip(lines.items(), colours, strict=True):
        axis.plot(*zip(*sorted(points), strict=True), marker="o", label=kind, color=colour)
    axis.set(xlabel="signal-to-noise ratio, dB", ylabel="phrases right, %", ylim=(0, 101))
    axis.grid(visible=True, alpha=0.3)
    axis.legend(fontsize=7, ncols=2)
    figure.savefig(picture, dpi=110)
    plt.close(figure)
