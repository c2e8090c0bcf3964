"""Fitting the confidence of the ears, and measuring it on the speakers of the test."""

import random
from dataclasses import replace

import numpy as np
import pytest

from asr.confidence import SURE
from benchmarks import calibrate_hearing
from benchmarks.calibrate_hearing import Heard
from models import registry

NAMES = ("agreement", "runner_up")


def invented(count: int, seed: int = 1) -> list[Heard]:
    """Return hearings of ten people of which the better agreed are the likelier right."""
    rng = random.Random(seed)
    found = []
    for number in range(count):
        agreed = rng.random()
        about = {"agreement": agreed, "runner_up": rng.uniform(0, 12)}
        right = rng.random() < agreed
        found.append(Heard("words", "clean", f"person {number % 10}", known=True, right=right, rank=0, features=about))
    return found


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    """Run the command over invented hearings; returns what it prints."""
    heard = {"split": ""}

    def collect(_speech, _seed, _limit, split):
        heard["split"] = split
        return invented(400)

    monkeypatch.setattr(calibrate_hearing, "collect", collect)

    def command(*options):
        monkeypatch.setattr("sys.argv", ["calibrate_hearing", "--speech", str(tmp_path), *options])
        calibrate_hearing.main()
        return heard["split"], capsys.readouterr().out

    return command


def test_what_ships_is_measured_on_the_test_and_stays_as_it_is(run):
    folder = registry.load("hearing").folder
    before = {path: path.read_bytes() for path in (folder / "confidence.json", folder / "model.toml")}
    split, printed = run("--test")
    assert split == "test"
    assert "calibration_error" in printed
    assert {path: path.read_bytes() for path in before} == before


def test_a_dry_fit_is_of_development_and_writes_nothing(run):
    file = registry.load("hearing").path("confidence.json")
    before = file.read_bytes()
    split, _ = run("--dry")
    assert split == "development"
    assert file.read_bytes() == before


def test_kept_examples_are_no_test(run, capsys, tmp_path):
    with pytest.raises(SystemExit):
        run("--test", "--examples", str(tmp_path / "kept.jsonl"))
    assert "--test" in capsys.readouterr().err


def test_kept_examples_are_fitted_again_without_hearing(run, tmp_path):
    kept = tmp_path / "kept.jsonl"
    split, first = run("--dry", "--examples", str(kept))
    assert (split, kept.is_file()) == ("development", True)
    assert run("--dry", "--examples", str(kept))[1] == first


def test_nobody_is_judged_by_a_fit_that_heard_them(monkeypatch):
    judged = []
    fitted = calibrate_hearing.fit

    def fit(heard, names):
        judged.append({one.speaker for one in heard})
        return fitted(heard, names)

    monkeypatch.setattr(calibrate_hearing, "fit", fit)
    believed = calibrate_hearing.across_folds(invented(200), NAMES)
    assert len(judged) == calibrate_hearing.FOLDS
    assert all(len(speakers) == 8 for speakers in judged)
    assert set.intersection(*judged) == set()
    assert ((believed > 0) & (believed < 1)).all()


def test_the_fit_says_as_much_as_is_right():
    heard = invented(2000)
    believed = calibrate_hearing.fit(heard, NAMES)(calibrate_hearing._matrix(heard, NAMES))
    assert believed.mean() == pytest.approx(sum(one.right for one in heard) / len(heard), abs=0.02)


def test_hardly_anything_wrong_is_told_as_sure():
    heard = invented(2000)
    believed = calibrate_hearing.fit(heard, NAMES)(calibrate_hearing._matrix(heard, NAMES))
    least = calibrate_hearing._sure_from(heard, believed)
    wrong = [sure for sure, one in zip(believed, heard, strict=True) if not one.right]
    assert sum(sure >= SURE for sure in wrong) > 20
    assert sum(sure >= least for sure in wrong) == 0.005 * len(heard)


def test_where_little_is_wrong_all_that_is_sure_is_told_so():
    heard = [replace(one, right=True) for one in invented(200)]
    assert calibrate_hearing._sure_from(heard, np.full(200, 0.9)) == SURE
