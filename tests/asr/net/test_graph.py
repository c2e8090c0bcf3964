"""The net in numpy: its gradients against differences, and itself against Vosk."""

import numpy as np
import pytest

from asr.net.graph import Net, padded
from asr.net.model_file import Affine, ModelFile

NODES = (
    ("one", "one", "input"),
    ("one.relu", "one.relu", "one"),
    ("two.down", "two.down", "one.relu"),
    ("two.up", "two.up", "two.down"),
    ("two.up.relu", "two.up.relu", "two.up"),
    ("two.up.sum", "two.up.sum", "Sum(Scale(0.66, one.relu), two.up.relu)"),
    ("three", "three", "two.up.sum"),
    ("head", "head", "three"),
    ("head.log", "head.log", "head"),
)


@pytest.fixture
def model():
    rng = np.random.default_rng(1)

    def layer(outputs, inputs, offsets):
        weights = rng.normal(0, 0.4, (outputs, inputs * len(offsets))).astype(np.float32)
        return Affine(offsets, weights, rng.normal(0, 0.3, outputs).astype(np.float32), (0, 0))

    layers = {
        "one": layer(6, 4, (-1, 0, 1)),
        "two.down": layer(3, 6, (-1, 0)),
        "two.up": layer(6, 3, (0, 1)),
        "three": layer(5, 6, (-3, 0, 3)),
        "head": layer(4, 5, (0,)),
    }
    return ModelFile(b"", layers, NODES, 5, np.zeros(4, np.float32))


def by_hand(model, features, moment):
    """The scores of one output, straight from the definition."""

    def affine(name, value, at):
        layer = model.layers[name]
        return layer.weights @ np.concatenate([value(at + offset) for offset in layer.offsets]) + layer.bias

    def source(at):
        return features[min(max(at, 0), len(features) - 1)]

    def one(at):
        return np.maximum(affine("one", source, at), 0)

    def down(at):
        return affine("two.down", one, at)

    def two(at):
        return np.maximum(affine("two.up", down, at), 0) + 0.66 * one(at)

    def three(at):
        return affine("three", two, at)

    return affine("head", three, moment)


def test_forward_is_the_definition(model):
    features = np.random.default_rng(2).normal(size=(20, 4)).astype(np.float32)
    net = Net(model)
    assert net.reach == (5, 5, 1)
    scores = net.forward(padded(features, net.reach, 7)[None])[-1][0]
    assert scores.shape == (7, 4)
    for output in range(7):
        assert scores[output] == pytest.approx(by_hand(model, features, 3 * output), abs=1e-4)


def test_a_parted_net_is_the_same_net(model):
    features = np.random.default_rng(3).normal(size=(1, 5 + 19 + 5, 4)).astype(np.float32)
    whole = Net(model)
    upper = Net(model, "two.up.sum")
    assert upper.reach == (3, 3, 3)
    assert upper.weights.keys() == {"three", "head"}
    values = whole.forward(features)
    middle = whole.forward(features, upto="two.up.sum")[-1]
    assert upper.forward(middle)[-1] == pytest.approx(values[-1], abs=1e-5)


def test_gradients_are_differences(model):
    rng = np.random.default_rng(4)
    features = rng.normal(size=(2, 5 + 13 + 5, 4)).astype(np.float32)
    net = Net(model)
    values = net.forward(features)
    slope = rng.normal(size=values[-1].shape).astype(np.float32)
    gradients = net.backward(values, slope)
    assert gradients.keys() == model.layers.keys()
    for name, parts in gradients.items():
        for array, gradient in zip(net.weights[name], parts, strict=True):
            place = tuple(int(rng.integers(size)) for size in array.shape)
            kept = array[place]
            results = []
            for step in (1e-3, -1e-3):
                array[place] = kept + step
                results.append(float((net.forward(features)[-1].astype(float) * slope).sum()))
            array[place] = kept
            assert gradient[place] == pytest.approx((results[0] - results[1]) / 2e-3, rel=0.05, abs=0.05), name
