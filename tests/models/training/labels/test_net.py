"""A graph as a net: it computes the same, and what it learns is found in the graph again."""

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is only in the training environment")
onnx = pytest.importorskip("onnx")
onnxruntime = pytest.importorskip("onnxruntime")

from models import registry  # noqa: E402
from models.training.labels.net import OnnxNet  # noqa: E402

STRIPS = np.random.default_rng(1).uniform(-1, 1, (2, 3, 48, 160)).astype(np.float32)


@pytest.fixture(scope="module")
def shipped() -> "onnx.ModelProto":
    """The shipped recogniser with its weights as floats again, as they are before they are stored as int8."""
    model = onnx.load(str(registry.load("label-text").path("rec.onnx")))
    known = {tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    nodes = []
    for node in model.graph.node:
        if node.op_type == "Cast":
            known[node.output[0]] = known.pop(node.input[0]).astype(np.float32)
        elif node.op_type == "Mul" and node.input[0].endswith(".float"):
            known[node.output[0]] = known.pop(node.input[0]) * known.pop(node.input[1])
        else:
            nodes.append(node)
    del model.graph.initializer[:], model.graph.node[:]
    model.graph.initializer.extend(onnx.numpy_helper.from_array(value, name) for name, value in known.items())
    model.graph.node.extend(nodes)
    return model


def _said(model: "onnx.ModelProto", folder: Path) -> np.ndarray:
    file = folder / "net.onnx"
    onnx.save_model(model, str(file))
    return onnxruntime.InferenceSession(str(file)).run(None, {"x": STRIPS})[0]


def test_the_net_says_what_the_graph_says(shipped: "onnx.ModelProto", tmp_path: Path) -> None:
    with torch.no_grad():
        said = OnnxNet(shipped)(torch.from_numpy(STRIPS)).exp().numpy()
    np.testing.assert_allclose(said, _said(shipped, tmp_path), atol=1e-3)


def test_what_is_learnt_is_in_the_graph(shipped: "onnx.ModelProto", tmp_path: Path) -> None:
    net = OnnxNet(shipped)
    before = {name: value.clone() for name, value in net.state_dict().items()}
    optimiser = torch.optim.SGD([p for p in net.parameters() if p.requires_grad], lr=1e-6)
    net(torch.from_numpy(STRIPS))[:, :, 7].mean().neg().backward()
    optimiser.step()
    with torch.no_grad():
        said = net(torch.from_numpy(STRIPS)).exp().numpy()
    new, old, half = (_said(net.graph(before, share), tmp_path) for share in (1.0, 0.0, 0.5))
    np.testing.assert_allclose(new, said, atol=1e-3)
    np.testing.assert_allclose(old, _said(shipped, tmp_path), atol=1e-6)
    assert new[:, :, 7].mean() > half[:, :, 7].mean() > old[:, :, 7].mean()


def test_statistics_of_a_normalisation_are_not_learnt(shipped: "onnx.ModelProto") -> None:
    net = OnnxNet(shipped)
    fixed = {name for name, parameter in net.learnt.items() if not parameter.requires_grad}
    assert "batch_norm2d_0-w_1" in fixed
    assert "batch_norm2d_0-w_0" not in fixed
    assert "conv2d_0-w_0" not in fixed


def test_halfway_between_two_nets(shipped: "onnx.ModelProto") -> None:
    from models.training.labels.tune import halfway

    net, other = OnnxNet(shipped), OnnxNet(shipped)
    with torch.no_grad():
        for weights in other.parameters():
            weights.add_(1 if weights.requires_grad else 0)
    before = {name: value.clone() for name, value in net.state_dict().items()}
    halfway(net, other.state_dict())
    for name, weights in net.named_parameters():
        torch.testing.assert_close(weights.data, before[name] + (0.5 if weights.requires_grad else 0))
