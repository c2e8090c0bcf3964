"""Draws the course of training from the tables that ultralytics writes."""

import csv
from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt

mpl.use("Agg")
_LOSSES = {"box": "train/box_loss", "class": "train/cls_loss", "distance": "train/dfl_loss"}


def draw(tables: Sequence[Path], picture: Path) -> None:
    """Draw the losses of the stages, one after the other, over epochs."""
    figure, axis = plt.subplots(figsize=(7, 3.5), layout="constrained")
    before = 0
    for number, table in enumerate(tables):
        with table.open(encoding="utf-8", newline="") as file:
            rows = [{name.strip(): value for name, value in row.items()} for row in csv.DictReader(file)]
        epochs = [before + int(float(row["epoch"])) for row in rows]
        for index, (name, column) in enumerate(_LOSSES.items()):
            values = [float(row[column]) for row in rows]
            axis.plot(epochs, values, f"C{index}", marker=".", label=None if number else name)
        before = epochs[-1] if epochs else before
        if number + 1 < len(tables):
            axis.axvline(before + 0.5, color="grey", linestyle=":")
    axis.set(xlabel="epoch (dotted: mosaics off, larger pictures)", ylabel="loss")
    axis.grid(visible=True, alpha=0.3)
    axis.legend()
    figure.savefig(picture, dpi=110)
    plt.close(figure)
