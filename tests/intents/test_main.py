"""`python -m intents`: the newcomer's door."""

import io
import json
from pathlib import Path

import pytest
from world import CATALOGUE

from intents.__main__ import main


def test_a_sentence_is_explained(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("三箱黄龙鱼入库\nsample Undo\n"))
    assert main([str(CATALOGUE)]) == 0
    printed = capsys.readouterr().out
    assert "Receive" in printed
    assert "金龙鱼大豆油" in printed
    assert "because:" in printed


def test_json(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("可乐还有多少\n"))
    assert main([str(CATALOGUE), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["slots"] == {"item": "COK-01"}


def test_samples(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--sample", "Receive", "--lang", "en"]) == 0
    assert len(capsys.readouterr().out.splitlines()) >= 6
    assert main(["--sample", "Nothing"]) == 2
    assert "Receive" in capsys.readouterr().err


def test_a_missing_catalogue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none.csv")]) == 4
    assert "none.csv" in capsys.readouterr().err
