"""The net as nodes over time: run forwards, and backwards for the layers that are adapted.

Values are [batch, moments, width]; a node is computed only at the moments that somebody needs (every third frame of
10 ms behind the layer that skips).
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from asr.net.model_file import ModelFile
from asr.net.plan import OUTPUT_STEP, Node, plan

Floats = npt.NDArray[np.float32]
Gradients = dict[str, tuple[Floats, Floats]]


class Net:
    """Runs from `source` (a node, or the input) to the scores before the log-softmax.

    With `whole` the source is a whole sound: what lies beyond its edges is its first and last moment over and over, and
    so is what the nodes make of it, which is repeated instead of computed; such a net runs forwards only. Raises
    `ValueError` where the nodes of `model` do not belong together.
    """

    def __init__(self, model: ModelFile, source: str = "input", *, whole: bool = False) -> None:
        self._whole = whole
        self.weights: dict[str, tuple[Floats, Floats]] = {}
        self._offsets: dict[str, tuple[int, ...]] = {}
        try:
            self._nodes = plan(model, source, whole=whole)
        except KeyError as error:
            raise ValueError(f"the net is damaged: there is no node {error}") from error
        for node in self._nodes[1:]:
            if node.layer:
                layer = model.layers[node.layer]
                bias = layer.bias if len(layer.bias) else np.zeros(len(layer.weights), np.float32)
                self.weights[node.layer] = (layer.weights, bias)
                self._offsets[node.layer] = layer.offsets

    @property
    def reach(self) -> tuple[int, int, int]:
        """How the source must be given: frames before the first output, frames after the last, frames a moment."""
        return self._nodes[0].before, self._nodes[0].after, self._nodes[0].step

    def forward(self, source: Floats, upto: str | None = None) -> list[Floats]:
        """Return the values of all nodes, the last one the wanted; `source` is [batch, moments, width]."""
        values = [source]
        for node in self._nodes[1:]:
            if node.layer:
                values.append(self._affine(node.layer, node, values))
            else:
                total = self._total(node, values)
                values.append(np.maximum(total, 0, out=total) if node.relu else total)
            if node.name == upto:
                break
        return values

    def backward(self, values: Sequence[Floats], slope: Floats) -> Gradients:
        """Return the gradients of the affine layers for the `slope` [batch, outputs, units] at the scores."""
        slopes: list[Floats | None] = [None] * len(values)
        slopes[-1] = slope
        found: Gradients = {}
        for index in range(len(values) - 1, 0, -1):
            node, here = self._nodes[index], slopes[index]
            if here is None:
                continue
            if not node.layer:
                passed = here * (values[index] > 0) if node.relu else here
                for place, by in node.inputs:
                    self._pass_back(slopes, values, node, place)[:] += passed * np.float32(by)
                continue
            weights, _ = self.weights[node.layer]
            flat = here.reshape(-1, here.shape[-1])
            spread = self._spread(node, values)
            found[node.layer] = (flat.T @ spread.reshape(-1, spread.shape[-1]), flat.sum(axis=0))
            place = node.inputs[0][0]
            if place > 0:
                width = values[place].shape[-1]
                parts = here @ weights
                for number, offset in enumerate(self._offsets[node.layer]):
                    back = self._pass_back(slopes, values, node, place, offset)
                    back += parts[..., number * width : (number + 1) * width]
        return found

    def _affine(self, layer: str, node: Node, values: Sequence[Floats]) -> Floats:
        """Return what an affine layer makes of its input, moment by moment: nothing is copied side by side."""
        weights, bias = self.weights[layer]
        place = node.inputs[0][0]
        width = values[place].shape[2]
        parts = [
            self._aligned(node, place, values[place], offset) @ weights[:, number * width :][:, :width].T
            for number, offset in enumerate(self._offsets[layer])
        ]
        total = parts[0]
        for part in (*parts[1:], bias):
            total += part
        return total

    def _total(self, node: Node, values: Sequence[Floats]) -> Floats:
        """Return the sum of a node's inputs by their factors, in memory of its own."""
        (first, by), *others = node.inputs
        total = self._aligned(node, first, values[first]) * np.float32(by)
        for place, by in others:
            part = self._aligned(node, place, values[place])
            total += part if by == 1 else part * np.float32(by)
        return total

    def _spread(self, node: Node, values: Sequence[Floats]) -> Floats:
        place = node.inputs[0][0]
        assert node.layer is not None
        parts = [self._aligned(node, place, values[place], offset) for offset in self._offsets[node.layer]]
        return parts[0] if len(parts) == 1 else np.concatenate(parts, axis=2)

    def _aligned(self, node: Node, place: int, values: Floats, offset: int = 0) -> Floats:
        where = self._where(node, place, values.shape[1], offset)
        if not self._whole or (where.start >= 0 and where.stop <= values.shape[1]):
            return values[:, where]
        return values[:, np.clip(np.arange(where.start, where.stop, where.step), 0, values.shape[1] - 1)]

    def _pass_back(
        self, slopes: list[Floats | None], values: Sequence[Floats], node: Node, place: int, offset: int = 0
    ) -> Floats:
        """Return the part of an input's slope that a node adds to."""
        total = slopes[place]
        if total is None:
            total = slopes[place] = np.zeros_like(values[place])
        return total[:, self._where(node, place, total.shape[1], offset)]

    def _where(self, node: Node, place: int, moments: int, offset: int) -> slice:
        """Return which moments of an input a node takes at an offset."""
        source = self._nodes[place]
        outputs = ((moments - 1) * source.step - source.before - source.after) // OUTPUT_STEP
        count = (outputs * OUTPUT_STEP + node.before + node.after) // node.step + 1
        first = (source.before - node.before + offset) // source.step
        stride = node.step // source.step
        return slice(first, first + (count - 1) * stride + 1, stride)


def softmax(scores: Floats) -> Floats:
    """Return probabilities over the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), np.float32)


def log_softmax(scores: Floats) -> Floats:
    """Return the logarithm of probabilities over the last axis."""
    lowered = scores - scores.max(axis=-1, keepdims=True)
    return np.asarray(lowered - np.log(np.exp(lowered).sum(axis=-1, keepdims=True)), np.float32)


def padded(features: Floats, reach: tuple[int, int, int], outputs: int) -> Floats:
    """Return `features` [frames, width] as a source for `outputs` outputs, the edge frames repeated."""
    before, after, _ = reach
    moments = np.arange(-before, OUTPUT_STEP * (outputs - 1) + after + 1)
    return features[np.clip(moments, 0, len(features) - 1)]
