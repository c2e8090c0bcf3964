"""The catalogue: items with their names, packings and barcodes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, func, insert, select, update

from assistant.inventory.context import Context
from assistant.inventory.errors import BadItemError, BadPlaceError, CodeTakenError, LedgerError, UnknownItemError
from assistant.inventory.gtin import normal_code
from assistant.inventory.item import Item, ItemKey
from assistant.inventory.journal import Journal
from assistant.inventory.normal_item import normal_item
from assistant.inventory.places import Places, is_name
from assistant.inventory.quantity import DECIMALS, from_micros, to_micros
from assistant.inventory.schema import AliasRow, CodeRow, ItemRow, LotRow, MoveRow, PackingRow

_CHUNK = 500
"""SQLite takes a limited number of parameters in one statement."""
# Made once: putting a statement together takes longer than running it.
_SOME = select(ItemRow.__table__).where(ItemRow.sku.in_(bindparam("skus", expanding=True))).order_by(ItemRow.id)
_DETAILS = {
    table: select(table.__table__).where(table.item_id.in_(bindparam("ids", expanding=True)))
    for table in (AliasRow, PackingRow, CodeRow)
}


class Catalogue:
    """Reads and writes items."""

    def __init__(self, context: Context, places: Places, journal: Journal) -> None:
        self._context = context
        self._connection = context.connection
        self._places = places
        self._journal = journal

    def item(self, sku: str) -> Item:
        """Return the item; raises `UnknownItemError`."""
        found = self.some([sku])
        if not found:
            raise UnknownItemError(sku)
        return found[0]

    def items(self) -> list[Item]:
        """Return all items, oldest first."""
        rows = self._connection.execute(select(ItemRow.__table__).order_by(ItemRow.id)).all()
        return self._read(rows, everything=True)

    def some(self, skus: Sequence[str]) -> list[Item]:
        """Return those of the items that exist, oldest first."""
        found: list[Item] = []
        for start in range(0, len(skus), _CHUNK):
            wanted = {"skus": list(skus[start : start + _CHUNK])}
            found += self._read(self._connection.execute(_SOME, wanted).all())
        return found

    def key(self, sku: str) -> ItemKey:
        """Return what a move needs to know of an item; raises `UnknownItemError`."""
        items = self._context.names.items
        if sku not in items:
            wanted = select(ItemRow.id, ItemRow.sku, ItemRow.unit, ItemRow.decimals, LotRow.id)
            without_lot = and_(LotRow.item_id == ItemRow.id, LotRow.code == "")
            row = self._connection.execute(wanted.join(LotRow, without_lot).where(ItemRow.sku == sku)).first()
            if row is None:
                raise UnknownItemError(sku)
            items[sku] = ItemKey(*row)
        return items[sku]

    @property
    def generation(self) -> int:
        """Counts the changes of items and places: an index over them is up to date while it stays."""
        return self._context.head.generation

    def count(self) -> int:
        """Return how many items there are."""
        return self._connection.execute(select(func.count()).select_from(ItemRow)).scalar_one()

    def by_code(self, code: str) -> tuple[Item, str | None] | None:
        """Return whose barcode it is, and of which packing (None: the base unit); None where nobody has it.

        Raises `BadCodeError` for a wrong check digit.
        """
        wanted = select(ItemRow.sku, CodeRow.packing).join(CodeRow).where(CodeRow.code == normal_code(code))
        row = self._connection.execute(wanted).first()
        return (self.item(row.sku), row.packing) if row else None

    def put(self, item: Item) -> str:
        """Add or change an item; returns `added`, `changed` or `same`.

        Raises `BadItemError`, `BadQuantityError`, `BadCodeError`, `CodeTakenError` or `BadPlaceError`.
        """
        return self.put_all([item])[0]

    def put_all(self, items: Sequence[Item]) -> list[str]:
        """Put many items; what happened to each, in their order. Nothing is written when one is refused."""
        clean = [normal_item(item) for item in items]
        known = {item.sku: item for item in self.some([item.sku for item in clean])}
        todo = {item.sku: item for item in clean if known.get(item.sku) != item}
        faults = self._faults(list(todo.values()), known)
        if faults:
            raise next(iter(faults.values()))
        self._write(list(todo.values()), known)
        if todo:
            names = [{"sku": item.sku, "name": item.name, "new": item.sku not in known} for item in todo.values()]
            for start in range(0, len(names), _CHUNK):
                self._journal.append("catalogue", {"items": names[start : start + _CHUNK]})
        return ["same" if item.sku not in todo else "changed" if item.sku in known else "added" for item in clean]

    def faults(self, items: Sequence[Item]) -> dict[str, LedgerError]:
        """Return the SKUs that `put_all` would refuse beside what is in the books, each with the reason."""
        known = {item.sku: item for item in self.some([item.sku for item in items])}
        return self._faults([item for item in items if known.get(item.sku) != item], known)

    def _faults(self, items: Sequence[Item], known: Mapping[str, Item]) -> dict[str, LedgerError]:
        found: dict[str, LedgerError] = self._taken(items)
        used = set(self._with_moves([item.sku for item in items if item.sku in known]))
        for item in items:
            old = known.get(item.sku)
            if old and item.sku in used and (old.unit, old.precision) != (item.unit, item.precision):
                found[item.sku] = BadItemError(item.sku, "unit", "there are moves in the old unit; make a new item")
            if item.place and not is_name(item.place):
                found[item.sku] = BadPlaceError(item.place, "a name has 1 to 80 printable characters")
        return found

    def _taken(self, items: Iterable[Item]) -> dict[str, LedgerError]:
        owner: dict[str, str] = {}
        found: dict[str, LedgerError] = {}
        for item in items:
            for code, _ in item.codes:
                if owner.setdefault(code, item.sku) != item.sku:
                    found[item.sku] = CodeTakenError(code, owner[code])
        codes = list(owner)
        for start in range(0, len(codes), _CHUNK):
            wanted = select(CodeRow.code, ItemRow.sku).join(ItemRow)
            rows = self._connection.execute(wanted.where(CodeRow.code.in_(codes[start : start + _CHUNK]))).all()
            found |= {owner[code]: CodeTakenError(code, sku) for code, sku in rows if owner[code] != sku}
        return found

    def _with_moves(self, skus: Sequence[str]) -> list[str]:
        found: list[str] = []
        for start in range(0, len(skus), _CHUNK):
            has_moves = select(MoveRow.seq).where(MoveRow.item_id == ItemRow.id).exists()
            wanted = select(ItemRow.sku).where(ItemRow.sku.in_(skus[start : start + _CHUNK]), has_moves)
            found += self._connection.execute(wanted).scalars().all()
        return found

    def _write(self, items: Sequence[Item], known: dict[str, Item]) -> None:
        if not items:
            return
        self._context.rename()
        rows = [{**_columns(item), "place_id": self._place_id(item)} for item in items]
        new = [row for row in rows if row["sku"] not in known]
        if new:
            self._connection.execute(insert(ItemRow), new)
        for row in rows:
            if row["sku"] in known:
                self._connection.execute(update(ItemRow).where(ItemRow.sku == row["sku"]).values(row))
        ids = self._ids([item.sku for item in items])
        changed = [ids[item.sku] for item in items if item.sku in known]
        for start in range(0, len(changed), _CHUNK):
            for table in (AliasRow, PackingRow, CodeRow):
                self._connection.execute(delete(table).where(table.item_id.in_(changed[start : start + _CHUNK])))
        self._insert_parts(items, ids)
        without_lot = [{"item_id": ids[row["sku"]], "code": ""} for row in new]
        if without_lot:
            self._connection.execute(insert(LotRow), without_lot)

    def _place_id(self, item: Item) -> int | None:
        return self._places.ensure(item.place).id if item.place else None

    def _ids(self, skus: Sequence[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for start in range(0, len(skus), _CHUNK):
            wanted = select(ItemRow.sku, ItemRow.id).where(ItemRow.sku.in_(skus[start : start + _CHUNK]))
            found.update((row.sku, row.id) for row in self._connection.execute(wanted))
        return found

    def _insert_parts(self, items: Sequence[Item], ids: dict[str, int]) -> None:
        aliases = [
            {"item_id": ids[item.sku], "position": position, "alias": alias}
            for item in items
            for position, alias in enumerate(item.aliases)
        ]
        packings = [
            {"item_id": ids[item.sku], "unit": unit, "numerator": size.numerator, "denominator": size.denominator}
            for item in items
            for unit, size in item.packings.items()
        ]
        codes = [
            {"item_id": ids[item.sku], "code": code, "packing": packing}
            for item in items
            for code, packing in item.codes
        ]
        for table, rows in ((AliasRow, aliases), (PackingRow, packings), (CodeRow, codes)):
            if rows:
                self._connection.execute(insert(table), rows)

    def _read(self, rows: Sequence[Row[Any]], *, everything: bool = False) -> list[Item]:
        ids = [row.id for row in rows]
        aliases: dict[int, list[tuple[int, str]]] = defaultdict(list)
        packings: dict[int, dict[str, Fraction]] = defaultdict(dict)
        codes: dict[int, list[tuple[str, str | None]]] = defaultdict(list)
        for table, some in _DETAILS.items():
            for start in range(0, len(ids), (len(ids) or 1) if everything else _CHUNK):
                wanted = select(table.__table__) if everything else some
                values = {} if everything else {"ids": ids[start : start + _CHUNK]}
                for part in self._connection.execute(wanted, values):
                    if table is AliasRow:
                        aliases[part.item_id].append((part.position, part.alias))
                    elif table is PackingRow:
                        packings[part.item_id][part.unit] = Fraction(part.numerator, part.denominator)
                    else:
                        codes[part.item_id].append((part.code, part.packing))
        return [
            Item(
                sku=row.sku,
                name=row.name,
                aliases=tuple(alias for _, alias in sorted(aliases[row.id])),
                unit=row.unit,
                packings=packings[row.id],
                codes=tuple(sorted(codes[row.id])),
                category=row.category,
                place=self._places.by_id(row.place_id).name if row.place_id else None,
                shelf_life_days=row.shelf_life_days,
                safety_stock=from_micros(row.safety_micros),
                price=None if row.price is None else Decimal(row.price),
                decimals=row.decimals,
            )
            for row in rows
        ]


def _columns(item: Item) -> dict[str, Any]:
    return {
        "sku": item.sku,
        "name": item.name,
        "unit": item.unit,
        "decimals": item.precision,
        "category": item.category,
        "shelf_life_days": item.shelf_life_days,
        "safety_micros": to_micros(item.safety_stock, DECIMALS, zero=True),
        "price": None if item.price is None else format(item.price, "f"),
    }
