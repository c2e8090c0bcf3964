"""Plays a short shift through the real clerk: `python -m examples.demo [FOLDER]`.

Hears the folder's recordings, looks at its pictures, books into a new database, and shows the stock and the verified
journal at the end. FOLDER (this one, if left out) holds `shift.toml`, `catalogue.csv`, `opening_stock.csv` and the
files that the shift names.
"""

import sys
import tempfile
import time
import tomllib
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from rich.table import Table

from assistant import wiring
from assistant.answers import row
from assistant.catalogue import import_catalogue, import_opening_stock
from assistant.event import Happening, Heard, Pressed, Said, Seen
from assistant.inventory.verification import Verification
from assistant.turn import Turn
from assistant.wiring import Shop
from vision.sighting import Sighting

HERE = Path(__file__).parent
console = Console(highlight=False)


def happening(shop: Shop, step: Mapping[str, str], folder: Path) -> Happening:
    """Return what a step of the shift brings before the clerk."""
    if "hear" in step:
        return Heard(shop.ears().hear(folder / step["hear"]), step["hear"])
    if "look" in step:
        return Seen(shop.look(folder / step["look"]), step["look"])
    if "press" in step:
        return Pressed(step["press"])
    return Said(step["say"])


def _seen(one: Sighting) -> str:
    told = [one.code, one.fields.name, one.fields.lot, one.fields.expiry, one.health.problem]
    return f"{one.item or '?'}  {'  '.join(str(part) for part in told if part)}"


def show(number: int, step: Mapping[str, str], turn: Turn, seconds: float) -> None:
    """Print one turn: what came, what was made of it, what the clerk says, what is booked."""
    console.print(f"\n[bold]{number:2}. {step['zh']}[/bold]  [dim]{step['en']}, {seconds:.1f} s[/dim]")
    if turn.utterance:
        health = turn.utterance.health
        noise = "" if health.snr_db is None else f", SNR {health.snr_db:.0f} dB"
        console.print(f"    [cyan]听到[/cyan] {turn.utterance.text or '…'} ({turn.utterance.confidence:.0%}{noise})")
    # A carton says what the label on it says: told once.
    for line in dict.fromkeys(map(_seen, turn.sightings)):
        console.print(f"    [cyan]看到[/cyan] {line}")
    if "say" in step or "press" in step:
        console.print(f"    [cyan]点了[/cyan] {step.get('say') or step['press']}")
    colour = "green" if turn.moves else "red" if not turn.settled else "default"
    console.print(f"    [{colour}]小二:{turn.reply}[/{colour}]")
    for move in turn.moves:
        console.print(
            f"    [green]▸ {move['item']}  {move['quantity']} {move['unit']}  "
            f"{move['source']} → {move['destination']}{'  批号 ' + move['lot'] if move['lot'] else ''}[/green]"
        )


def play(folder: Path, database: Path) -> tuple[list[Turn], Verification]:
    """Play the folder's shift on new books and return what came of each turn."""
    shop = wiring.open_shop(str(database), person="demo")
    try:
        import_catalogue(shop.clerk.ledger, folder / "catalogue.csv")
        import_opening_stock(shop.clerk.ledger, folder / "opening_stock.csv")
        turns = []
        for number, step in enumerate(tomllib.loads((folder / "shift.toml").read_text(encoding="utf-8"))["turn"], 1):
            began = time.perf_counter()
            turn = shop.clerk.handle(wiring.new_event(happening(shop, step, folder)))
            show(number, step, turn, time.perf_counter() - began)
            turns.append(turn)
        show_stock(shop, turns)
        return turns, shop.clerk.ledger.journal_verify()
    finally:
        shop.close()


def show_stock(shop: Shop, turns: list[Turn]) -> None:
    """Print the stock of what was moved."""
    moved = {move["item"] for turn in turns for move in turn.moves}
    table = Table("货品", "货位", "批号", "有效期", "数量", "单位", title="库存 stock", title_justify="left")
    with shop.clerk.ledger.view() as unit:
        for line in unit.stock.on_hand():
            if line.item in moved:
                told = row(line)
                name = unit.catalogue.item(line.item).name
                table.add_row(name, *(str(told[key] or "") for key in ("place", "lot", "expiry", "quantity", "unit")))
    console.print()
    console.print(table)


def main() -> int:
    """Play the shift; returns 0 where the journal is whole."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    with tempfile.TemporaryDirectory() as place:
        turns, journal = play(folder, Path(place) / "demo.db")
    booked = sum(len(turn.moves) for turn in turns)
    console.print(
        f"\n{len(turns)} turns, {booked} moves posted. Journal 流水: {journal.entries} entries, "
        f"{'whole 完整' if journal.ok else f'BROKEN at {journal.broken_at}'}, head {(journal.head or '')[:16]}"
    )
    return 0 if journal.ok else 1


if __name__ == "__main__":
    sys.exit(main())
