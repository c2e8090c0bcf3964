"""The commands that keep the books, as scripts use them."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.cli.app import run
from assistant.inventory import Item, Ledger
from assistant.inventory.document import DocumentDraft, DocumentKind, LineDraft

ROOT = Path(__file__).parents[3]


@pytest.fixture
def clerk(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("CLERK_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CLERK_DATABASE_URL", raising=False)

    def command(*words):
        code = run([*map(str, words), "--json"])
        lines = capsys.readouterr().out.splitlines()
        return code, json.loads(lines[-1]) if lines else {}

    table = tmp_path / "goods.csv"
    table.write_text("sku,name,unit,place,safety_stock\nW1,矿泉水,瓶,A7-12,60\n", encoding="utf-8")
    stock = tmp_path / "stock.csv"
    stock.write_text("sku,quantity\nW1,48\n", encoding="utf-8")
    assert command("import", table, "--stock", stock)[0] == 0
    return command


def test_tables_go_out(clerk, tmp_path):
    for what in ("catalogue", "stock", "moves", "documents"):
        code, said = clerk("export", what, tmp_path / f"{what}.xlsx")
        assert (code, said["rows"]) == (0, 0 if what == "documents" else 1)
    assert clerk("export", "stock", tmp_path / "stock.pdf")[0] == 4


def test_backup_and_restore_are_one_command_each(clerk, tmp_path):
    code, made = clerk("backup", tmp_path / "backup.zip")
    assert code == 0
    code, back = clerk("restore", tmp_path / "backup.zip", "--db", tmp_path / "new.db")
    assert (code, back["head"], back["journal_ok"], back["books_ok"]) == (0, made["head"], True, True)
    assert clerk("restore", tmp_path / "backup.zip")[0] == 3
    _, stock = clerk("stock", "W1", "--db", tmp_path / "new.db")
    assert [row["quantity"] for row in stock["rows"]] == ["48"]


def test_the_exported_journal_is_checked_without_the_clerk(clerk, tmp_path):
    file = tmp_path / "journal.jsonl"
    code, said = clerk("journal", "export", file)
    assert (code, said["entries"]) == (0, 2)
    check = [sys.executable, ROOT / "tools" / "verify_journal.py", file]
    assert subprocess.run(check, check=False, capture_output=True).returncode == 0
    file.write_text(file.read_text(encoding="utf-8").replace('"48"', '"84"'), encoding="utf-8")
    assert subprocess.run(check, check=False, capture_output=True).returncode == 3
    assert clerk("journal", "export", tmp_path / "no such folder" / "x")[0] == 4


def test_terms_are_told_with_their_quantities(clerk):
    code, said = clerk("terms", "W1")
    amounts = {row["term"]: row["quantity"] for row in said["rows"]}
    assert code == 0
    assert (amounts["on_hand"], amounts["in_transit"], amounts["safety_stock"]) == ("48", "0", "60")
    assert clerk("terms", "nothing")[0] == 3


def test_documents_and_evidence(clerk):
    assert clerk("documents") == (0, {"rows": []})
    code, said = clerk("evidence", "--days", 30, "--off")
    assert (code, said["on"], said["days"]) == (0, False, 30)
    assert clerk("evidence")[1]["days"] == 30


def test_a_document_is_printed(clerk, tmp_path):
    database = tmp_path / "papers.db"
    with Ledger.open(database, evidence=False) as ledger, ledger.unit() as unit:
        unit.catalogue.put(Item("W1", "矿泉水", unit="瓶"))
        lines = (LineDraft("W1", Decimal(24)),)
        unit.documents.write(DocumentDraft("PO-1", DocumentKind.PURCHASE_ORDER, lines))
    for name in ("order.pdf", "order.png"):
        code, said = clerk("print", "PO-1", tmp_path / name, "--db", database)
        assert (code, said["document"]["number"]) == (0, "PO-1")
        assert (tmp_path / name).stat().st_size > 1000
    assert clerk("print", "PO-1", tmp_path / "order.doc", "--db", database)[0] == 4
    assert clerk("print", "PO-2", tmp_path / "none.pdf", "--db", database)[0] == 3


def test_parties_come_from_a_table_and_one_by_one(clerk, tmp_path):
    table = tmp_path / "people.csv"
    table.write_text(
        "名称,类型,别名,角色,部门\n冷链组,部门,冷链|冷库组,,\n小李,人员,,拣货员,冷链组\n农夫,卖家,,,\n老王,客户,,主管,\n",
        encoding="utf-8",
    )
    code, said = clerk("parties", table)
    assert (code, said["parties"]) == (0, 2)
    assert [one["row"] for one in said["rows_refused"]] == [4, 5]
    assert clerk("party", "农夫", "--kind", "supplier")[0] == 0
    _, listed = clerk("parties")
    assert {row["name"]: (row["kind"], row["role"]) for row in listed["rows"]} == {
        "冷链组": ("department", ""),
        "小李": ("person", "picker"),
        "农夫": ("supplier", ""),
    }
    assert clerk("party", "农夫", "--kind", "customer")[0] == 3


def test_a_document_is_printed_by_voice(clerk, tmp_path):
    with Ledger.open(tmp_path / "home" / "clerk.db") as ledger, ledger.unit() as unit:
        lines = (LineDraft("W1", Decimal(5)),)
        unit.documents.write(DocumentDraft("退/1", DocumentKind.RETURN, lines))
    code, said = clerk("say", "打印退货单")
    assert code == 0
    printed = [file.name for file in (tmp_path / "home" / "papers").iterdir()]
    assert printed == ["退_1.pdf"]
    assert printed[0] in said["reply"]


def test_a_journal_of_another_device_is_named_and_can_be_trusted(clerk, tmp_path, monkeypatch):
    monkeypatch.setenv("CLERK_DATABASE_URL", str(tmp_path / "home" / "clerk.db"))
    monkeypatch.setenv("CLERK_HOME", str(tmp_path / "other device"))
    code, said = clerk("journal", "verify")
    assert (code, said["ok"]) == (3, False)
    assert said["signer"] in said["why"]
    assert clerk("journal", "verify", "--trust", said["signer"])[0] == 0


def test_what_is_imported_carries_the_time_of_the_import(clerk):
    _, said = clerk("moves")
    age = datetime.now(UTC) - datetime.fromisoformat(said["rows"][0]["at"])
    assert timedelta(0) <= age < timedelta(hours=1)


def test_documents_come_from_a_table_whole_or_not_at_all(clerk, tmp_path):
    table = tmp_path / "orders.csv"
    table.write_text(
        "单号,类型,编码,数量,单位名,负责,日期\n"
        "PO-1,采购单,W1,12,农夫,采购部,2030-01-02\nPO-1,采购单,W1,24,农夫,采购部,2030-01-02\n"
        "PO-2,采购单,W1,5,农夫,,\nPO-2,采购单,W9,5,农夫,,\n"
        "T-1,信,W1,5,,,\nPO-3,采购单,W1,5,没有这家,,\n",
        encoding="utf-8",
    )
    clerk("party", "农夫", "--kind", "supplier")
    code, said = clerk("documents", table, "--person", "小李")
    assert (code, said["documents"]) == (0, 1)
    assert [one["row"] for one in said["rows_refused"]] == [5, 6, 7]
    _, listed = clerk("documents")
    assert [(row["number"], row["party"], row["due"], row["created_by"]) for row in listed["rows"]] == [
        ("PO-1", "农夫", "2030-01-02", "小李")
    ]
    assert [line["quantity"] for line in listed["rows"][0]["lines"]] == ["12", "24"]
    assert clerk("documents", table, "--person", "小李")[1]["documents"] == 1
    assert len(clerk("documents")[1]["rows"]) == 1
