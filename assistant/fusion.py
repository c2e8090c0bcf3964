"""Claims of several senses about a slot become one belief, or a disagreement.

Senses are taken as independent given the truth, so their distributions multiply; each leaves a floor to every value
it did not name, since any sense may simply be wrong. Two senses that are each fairly sure of different values are a
disagreement whatever the product says: the booking stops and the person is asked.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.claims import Claim, Claims, Sense

FLOOR = 0.005
"""Probability that a sense leaves to a value it did not name."""
SURE = 0.5
"""A sense that gives its best value more than this has an opinion that may not be overruled silently."""


@dataclass(frozen=True, slots=True)
class Belief:
    """What the senses together make of a slot."""

    value: str
    confidence: float
    """0–1."""
    runner_up: tuple[tuple[str, float], ...]
    """Other values with their confidence, best first."""
    senses: frozenset[Sense]
    """Senses whose own best value this is."""
    disagreeing: tuple[Claim, ...] = ()
    """Claims of senses that are sure of something else."""


def fuse(claims: Iterable[Claim]) -> Belief:
    """Combine the claims about one slot; there must be at least one."""
    claims = list(claims)
    settled = [claim for claim in claims if claim.sense is Sense.TOUCH]
    values = list(dict.fromkeys(value for claim in claims for value in claim.values))
    weights = dict.fromkeys(values, 1.0)
    nothing = 1.0
    for claim in settled or claims:
        for value in values:
            weights[value] *= max(claim.values.get(value, 0.0), FLOOR)
        nothing *= max(1.0 - sum(claim.values.values()), FLOOR)
    total = sum(weights.values()) + nothing
    ranked = sorted(((value, weight / total) for value, weight in weights.items()), key=lambda pair: -pair[1])
    value, confidence = ranked[0]
    disagreeing = [claim for claim in claims if claim.best != value and claim.values[claim.best] > SURE and not settled]
    if disagreeing:
        disagreeing = [claim for claim in claims if claim.values[claim.best] > SURE]
    return Belief(
        value,
        confidence,
        tuple(ranked[1:]),
        frozenset(claim.sense for claim in claims if claim.best == value),
        tuple(disagreeing),
    )


def fuse_all(claims: Claims) -> dict[str, Belief]:
    """Combine all claims, slot by slot."""
    return {slot: fuse(claims.about(slot)) for slot in claims.slots()}
