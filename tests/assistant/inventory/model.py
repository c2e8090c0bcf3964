"""A ledger in plain dictionaries: what the real one is compared with. Knows nothing of SQL, journal or projections."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

FAR = date.max
HOUSE, TRANSIT, OUTSIDE = "house", "transit", "outside"

Key = tuple[str, str, str, str]
"""Item, place, lot, status."""


class Wish(NamedTuple):
    """What a client asks for."""

    identity: str
    kind: str
    item: str
    quantity: int
    source: str | None
    destination: str
    lot: str
    expiry: date | None
    status: tuple[str, str]


@dataclass(frozen=True)
class Booked:
    """A move of the model."""

    identity: str
    source: Key
    destination: Key
    quantity: int


@dataclass
class Proposal:
    """Moves that are decided together."""

    at: datetime
    state: str = "pending"
    moves: list[Booked] = field(default_factory=list)
    reverses: str | None = None
    undone: bool = False


class Refused(Exception):  # noqa: N818 - a word of the domain
    """The model says no; the text is the code of the ledger's error."""


@dataclass
class Model:
    """Stock, proposals and lots."""

    places: dict[str, str]
    """Name to `house`, `transit` or `outside`, in the order in which they were made."""
    stock: dict[Key, int] = field(default_factory=lambda: defaultdict(int))
    proposals: dict[str, Proposal] = field(default_factory=dict)
    expiry: dict[tuple[str, str], date | None] = field(default_factory=dict)
    lot_order: dict[tuple[str, str], int] = field(default_factory=dict)
    last_posted: str | None = None

    def copy(self) -> "Model":
        proposals = {key: replace(proposal) for key, proposal in self.proposals.items()}
        return replace(self, stock=defaultdict(int, self.stock), proposals=proposals, expiry=dict(self.expiry),
                       lot_order=dict(self.lot_order))  # fmt: skip

    def propose(self, now: datetime, wish: Wish) -> None:
        identity, kind, item, quantity, source, destination, lot, expiry, status = wish
        if identity in self.proposals:
            return
        if source == destination and status[0] == status[1]:
            raise Refused("same_place")
        here, there = status
        stays = kind in {"reserve", "release", "block", "unblock"}
        if source is not None and self.places[source] == OUTSIDE:
            name = lot or (expiry.isoformat() if expiry else "")
            known = self.expiry.get((item, name))
            if expiry and known and known != expiry:
                raise Refused("lot_mismatch")
            if (item, name) not in self.lot_order:
                self.lot_order[item, name] = len(self.lot_order) + 1 if name else 0
            self.expiry[item, name] = known or expiry
            taken = [((item, source, name, here), quantity)]
        else:
            if lot and (item, lot) not in self.lot_order:
                raise Refused("unknown_lot")
            usable = kind in {"issue", "pick", "reserve", "consume"} or destination == "CUSTOMER"
            taken = self._allocate(wish, now.date() if usable else None, avoid=None if stays else destination)
        proposal = Proposal(now)
        for number, (cell, amount) in enumerate(taken, 1):
            into = cell[1] if stays else destination
            own = identity if number == 1 else f"{identity}/{number}"
            proposal.moves.append(Booked(own, cell, (item, into, cell[2], there), amount))
        self.proposals[identity] = proposal

    def _allocate(self, wish: Wish, good_on: date | None, avoid: str | None) -> list[tuple[Key, int]]:
        item, quantity, source, lot, status = wish.item, wish.quantity, wish.source, wish.lot, wish.status[0]

        def fits(key: Key) -> bool:
            here = key[1] == source if source is not None else self.places[key[1]] == HOUSE and key[1] != avoid
            return here and key[0] == item and key[3] == status and (not lot or key[2] == lot)

        everything = [(key, amount) for key, amount in self.stock.items() if amount > 0 and fits(key)]

        def dated(key: Key) -> date | None:
            return self.expiry.get((item, key[2]))

        good = [(key, amount) for key, amount in everything if not (good_on and dated(key) and dated(key) < good_on)]
        order = list(self.places)
        good.sort(
            key=lambda one: (dated(one[0]) or FAR, self.lot_order.get((item, one[0][2]), 0), order.index(one[0][1]))
        )
        taken, missing = [], quantity
        for key, amount in good:
            if missing:
                taken.append((key, min(missing, amount)))
                missing -= min(missing, amount)
        if missing:
            enough = sum(amount for _, amount in everything) >= quantity
            raise Refused("only_expired" if enough else "not_enough_stock")
        return taken

    def post(self, identity: str) -> None:
        proposal = self._open(identity, "posted")
        if proposal:
            self._apply(proposal.moves)
            proposal.state = "posted"
            self.last_posted = identity

    def _open(self, identity: str, wished: str) -> Proposal | None:
        proposal = self.proposals.get(identity)
        if proposal is None:
            raise Refused("unknown_proposal")
        if proposal.state == wished:
            return None
        if proposal.state != "pending":
            raise Refused("proposal_closed")
        return proposal

    def _apply(self, moves: Sequence[Booked]) -> None:
        trial = dict(self.stock)
        for move in moves:
            have = trial.get(move.source, 0)
            if self.places[move.source[1]] != OUTSIDE and have < move.quantity:
                raise Refused("not_enough_stock")
            trial[move.source] = have - move.quantity
            trial[move.destination] = trial.get(move.destination, 0) + move.quantity
        self.stock = defaultdict(int, trial)

    def void(self, identity: str) -> None:
        proposal = self._open(identity, "voided")
        if proposal:
            proposal.state = "voided"

    def expire(self, now: datetime, older: timedelta) -> None:
        for proposal in self.proposals.values():
            if proposal.state == "pending" and proposal.at < now - older:
                proposal.state = "expired"

    def undo(self, now: datetime, identity: str | None) -> None:
        name = identity or self.last_posted
        if name is None:
            raise Refused("nothing_to_undo")
        proposal = self.proposals.get(name)
        if proposal is None:
            raise Refused("unknown_proposal")
        if proposal.state != "posted":
            raise Refused("proposal_closed")
        if proposal.reverses:
            raise Refused("nothing_to_undo" if identity else "already_undone")
        if proposal.undone:
            raise Refused("already_undone")
        opposite = [
            Booked(f"{move.identity}~undo", move.destination, move.source, move.quantity)
            for move in reversed(proposal.moves)
        ]
        self._apply(opposite)
        proposal.undone = True
        self.proposals[f"{name}~undo"] = Proposal(now, "posted", opposite, reverses=name)
        self.last_posted = f"{name}~undo"

    def cells(self) -> dict[Key, int]:
        """What is in the house and in transit, without empty cells."""
        return {key: amount for key, amount in self.stock.items() if amount and self.places[key[1]] != OUTSIDE}
