"""Labels of bins carry the digits that guided work asks for, and a code that can be scanned."""

import json
from datetime import date

import pytest

from assistant.check_digits import last_day, place_digits
from assistant.cli.app import run
from assistant.inventory.ledger import Ledger
from assistant.printing.bin_labels import code_of
from assistant.wiring import system_clock

fpdf = pytest.importorskip("fpdf")


@pytest.fixture
def clerk(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("CLERK_HOME", str(tmp_path))
    monkeypatch.delenv("CLERK_DATABASE_URL", raising=False)

    def command(*words):
        code = run([*words, "--json"])
        return code, json.loads(capsys.readouterr().out)

    with Ledger.open(str(tmp_path / "clerk.db"), clock=system_clock, device="test") as ledger, ledger.unit() as unit:
        for place in ("A2-01", "A1-02", "A1-01"):
            unit.places.ensure(place)
    return command


def test_every_bin_gets_its_digits_of_the_week(clerk, tmp_path):
    code, printed = clerk("print", "check-digits", str(tmp_path / "bins.pdf"))
    assert code == 0
    assert [row["place"] for row in printed["rows"]] == ["A1-01", "A1-02", "A2-01"]
    with Ledger.open(str(tmp_path / "clerk.db"), clock=system_clock, device="test") as ledger, ledger.view() as unit:
        secret = unit.state.get("check_digits")
    today = system_clock().date()
    assert [row["digits"] for row in printed["rows"]] == [
        place_digits(secret, row["place"], today) for row in printed["rows"]
    ]
    assert (tmp_path / "bins.pdf").read_bytes().startswith(b"%PDF")
    again = clerk("print", "check-digits", str(tmp_path / "bins.pdf"))[1]
    assert again["rows"] == printed["rows"]


def test_the_code_on_the_label_is_the_place():
    zxingcpp = pytest.importorskip("zxingcpp")
    assert zxingcpp.read_barcode(code_of("A1-01")).text == "A1-01"


def test_another_kind_of_file_is_refused(clerk, tmp_path):
    code, refused = clerk("print", "check-digits", str(tmp_path / "bins.txt"))
    assert code == 4
    assert ".pdf" in refused["reply"]
    assert not (tmp_path / "bins.txt").exists()


def test_digits_hold_until_sunday():
    assert {last_day(date(2026, 3, day)) for day in range(2, 9)} == {date(2026, 3, 8)}
