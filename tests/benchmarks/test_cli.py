import json

import pytest

from benchmarks.cli import Row, arguments, read_manifest, report, sample, settings


def test_report_follows_the_contract(capsys):
    options = arguments("x").parse_args(["--json", "--limit", "3"])
    report([Row("clean", 8, 1, 1, {"syllable_error": 0.2}), Row("noisy", 5, 0, 5)], settings(options), as_json=True)
    said = json.loads(capsys.readouterr().out)
    assert said["rows"][0]["n"] == 10
    assert said["rows"][0]["syllable_error"] == 0.2
    assert said["total"] | {"interval": None} == {
        "name": "total", "n": 20, "right": 13, "wrong": 1, "refused": 6, "interval": None,
    }  # fmt: skip
    assert said["settings"]["limit"] == 3


def test_table_has_a_line_a_row(capsys):
    report([Row("clean", 8, 1, 1)], {}, as_json=False)
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_sample_is_seeded_and_keeps_order():
    items = list(range(100))
    assert sample(items, 10, 1) == sample(items, 10, 1) == sorted(sample(items, 10, 1))
    assert sample(items, 10, 1) != sample(items, 10, 2)
    assert sample(items, None, 1) == items


def test_manifest(tmp_path):
    (tmp_path / "manifest.tsv").write_text('path\ttext\na.wav\t"quoted\n', encoding="utf-8")
    assert read_manifest(tmp_path) == [{"path": "a.wav", "text": '"quoted'}]
    with pytest.raises(SystemExit) as stop:
        read_manifest(tmp_path / "missing")
    assert stop.value.code == 4
