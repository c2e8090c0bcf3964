import numpy as np
import pytest

from asr.net.graph import Net, padded
from asr.net.model_file import parse
from models import registry


def hearing():
    return registry.load("hearing") if "hearing" in registry.names() else None


needs_model = pytest.mark.skipif(hearing() is None, reason="no recogniser has been trained yet")


@pytest.mark.parametrize("content", [b"", b"not a model", b"\0B<Nnet3> \n\n<NumComponents> "])
def test_what_is_no_model(content):
    with pytest.raises(ValueError):
        parse(content)


@needs_model
def test_the_shipped_net_is_read_whole():
    model = parse(hearing().path("am/final.mdl").read_bytes())
    net = Net(model)
    assert net.reach[:2] == (model.context, model.context)
    scores = net.forward(padded(np.zeros((30, 40), np.float32), net.reach, 10)[None])[-1]
    units = {
        int(unit)
        for line in hearing().path("units.txt").read_text(encoding="utf-8").splitlines()
        for unit in line.split()[1:]
    }
    assert scores.shape == (1, 10, max(units) + 1)


@needs_model
@pytest.mark.parametrize("frames", [1, 2, 3, 40, 41, 42, 400])
def test_what_is_repeated_beyond_the_edges_is_what_would_be_computed(frames):
    model = parse(hearing().path("am/final.mdl").read_bytes())
    sound = np.random.default_rng(frames).normal(8, 3, (frames, 40)).astype(np.float32)
    outputs = (frames + 2) // 3
    computed, repeated = (
        net.forward(padded(sound, net.reach, outputs)[None])[-1] for net in (Net(model), Net(model, whole=True))
    )
    assert repeated.shape == computed.shape
    assert repeated == pytest.approx(computed, abs=2e-3)


@needs_model
@pytest.mark.parametrize("share", [0.1, 0.37, 0.5, 0.731, 0.9, 0.9999])
def test_a_damaged_net_is_said_to_be_one(share):
    whole = hearing().path("am/final.mdl").read_bytes()
    with pytest.raises(ValueError):
        Net(parse(whole[: int(share * len(whole))]))


@needs_model
def test_a_changed_layer_is_written_and_nothing_else():
    model = parse(hearing().path("am/final.mdl").read_bytes())
    head = model.layers["head"]
    changed = parse(model.replaced({"head": (head.weights * 2, head.bias + 1)}))
    assert changed.layers["head"].weights == pytest.approx(head.weights * 2, abs=1e-3)
    assert changed.layers["head"].bias == pytest.approx(head.bias + 1)
    assert np.array_equal(changed.layers["tdnn1"].weights, model.layers["tdnn1"].weights)
    assert model.replaced({}) == model.content
