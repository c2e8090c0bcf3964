"""Training that is broken off goes on where it was; needs torch, which the run time never has."""

from pathlib import Path

import pytest

pytest.importorskip("torch", reason="torch is only in the training environment")

import torch

from models.training.checkpoint import Checkpoint


def parts(file: Path) -> Checkpoint:
    net, average = torch.nn.Linear(3, 2), torch.nn.Linear(3, 2)
    return Checkpoint(file, net, average, torch.optim.AdamW(net.parameters(), lr=0.1))


def learn(checkpoint: Checkpoint) -> None:
    checkpoint.optimiser.zero_grad()
    checkpoint.net(torch.ones(1, 3)).sum().backward()
    checkpoint.optimiser.step()


def test_nothing_kept_is_a_beginning(tmp_path: Path) -> None:
    assert parts(tmp_path / "checkpoint.pt").load() == (0, 0.0)


def test_goes_on_as_if_it_had_not_stopped(tmp_path: Path) -> None:
    torch.manual_seed(0)
    first = parts(tmp_path / "checkpoint.pt")
    learn(first)
    first.save(1, 2.5)
    again = parts(tmp_path / "checkpoint.pt")
    assert again.load() == (1, 2.5)
    for one in (first, again):
        learn(one)
    assert torch.equal(first.net.weight, again.net.weight)
    assert torch.equal(first.average.weight, again.average.weight)


def test_a_cut_while_writing_leaves_the_last_one_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = parts(tmp_path / "checkpoint.pt")
    kept.save(1, 2.5)

    def cut(_state: object, file: Path) -> None:
        file.write_bytes(b"half")
        raise OSError("no space left on device")

    monkeypatch.setattr(torch, "save", cut)
    with pytest.raises(OSError, match="no space"):
        kept.save(2, 5.0)
    assert kept.load() == (1, 2.5)
