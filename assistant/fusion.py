"""Claims of several senses about a slot become one belief, or a disagreement.

Senses are taken as independent given the truth, so their likelihoods multiply, each with the weight that was fitted for
it, and with a prior from the books, the task and the house's habits. Each leaves a floor to every value it did not
name, since any sense may simply be wrong. Two senses that are each fairly sure of different values are a disagreement
whatever the product says: the booking stops and the person is asked. Weights and floors: `policies/fusion.json`.
"""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from assistant.claims import Claim, Claims, Sense

NEAREST = 1e-6
"""No confidence comes nearer to nought or one than this before its logarithm is taken."""
Prior = Mapping[str, float]
"""Value to the factor by which it is likelier than one of which nothing is known."""


@dataclass(frozen=True, slots=True)
class Trustworthiness:
    """How far one sense's confidences are taken at their word."""

    weight: float = 1.0
    """Exponent of its likelihood."""
    floor: float = 0.005
    """Probability that it leaves to a value it did not name."""


@dataclass(frozen=True, slots=True)
class Weights:
    """All that was fitted for the fusion; `make calibrate` writes it."""

    senses: Mapping[Sense, Trustworthiness] = field(default_factory=dict)
    prior: float = 1.0
    """Exponent of the prior."""
    sure: float = 0.5
    """A sense that gives its best value more than this has an opinion that may not be overruled silently."""
    scale: float = 1.0
    """Of the log odds of a proposal: Platt's calibration."""
    offset: float = 0.0
    sharpness: float = 1.0
    """Exponent of the odds by which the ears' hypotheses share the probability."""
    yes_odds: float = 50.0
    """Odds that a person who says yes to a read-back has been read back the right thing."""

    def of(self, sense: Sense) -> Trustworthiness:
        """Return what was fitted for a sense."""
        return self.senses.get(sense, Trustworthiness())

    def calibrated(self, confidence: float) -> float:
        """Return the probability that a proposal is right whose weakest slot is this sure.

        Source: Platt, "Probabilistic outputs for support vector machines", 1999.
        """
        return _logistic(self.scale * log_odds(confidence) + self.offset)

    def after_yes(self, confidence: float) -> float:
        """Return the confidence of a proposal that a person has confirmed, by Bayes' rule on its odds."""
        return _logistic(log_odds(confidence) + math.log(self.yes_odds))


def log_odds(probability: float) -> float:
    """Return the logarithm of p / (1 − p), finite at both ends."""
    kept = min(max(probability, NEAREST), 1 - NEAREST)
    return math.log(kept / (1 - kept))


def _logistic(score: float) -> float:
    return 1 / (1 + math.exp(-score))


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


def fuse(claims: Iterable[Claim], prior: Prior | None = None, weights: Weights | None = None) -> Belief:
    """Combine the claims about one slot; there must be at least one.

    What the person tapped is believed, but a picture that shows surely something else is a disagreement all the same.
    """
    claims = list(claims)
    weights = weights or shipped()
    settled = [claim for claim in claims if claim.sense is Sense.TOUCH]
    speaking = settled or claims
    values = list(dict.fromkeys(value for claim in claims for value in claim.values))
    factors = {} if settled else dict(prior or {})
    scores = {value: _score(value, speaking, weights, factors.get(value, 1.0)) for value in values}
    nothing = math.prod(
        max(1.0 - sum(claim.values.values()), weights.of(claim.sense).floor) ** weights.of(claim.sense).weight
        for claim in speaking
    )
    total = sum(scores.values()) + nothing
    ranked = sorted(((value, score / total) for value, score in scores.items()), key=lambda pair: -pair[1])
    value, confidence = ranked[0]
    sure = [claim for claim in claims if claim.values[claim.best] > weights.sure]
    return Belief(
        value,
        confidence,
        tuple(ranked[1:]),
        frozenset(claim.sense for claim in claims if claim.best == value),
        tuple(sure) if any(claim.best != value for claim in sure) else (),
    )


def _score(value: str, claims: Iterable[Claim], weights: Weights, factor: float) -> float:
    score = factor**weights.prior
    for claim in claims:
        trust = weights.of(claim.sense)
        score *= max(claim.values.get(value, 0.0), trust.floor) ** trust.weight
    return float(score)


def fuse_all(
    claims: Claims, priors: Mapping[str, Prior] | None = None, weights: Weights | None = None
) -> dict[str, Belief]:
    """Combine all claims, slot by slot."""
    return {slot: fuse(claims.about(slot), (priors or {}).get(slot), weights) for slot in claims.slots()}


def parse(data: Mapping[str, Any]) -> Weights:
    """Read the JSON form; raises `KeyError`, `TypeError` or `ValueError` where it has no meaning."""
    senses = {Sense(name): Trustworthiness(**entry) for name, entry in data["senses"].items()}
    return Weights(
        senses,
        data["prior"],
        data["sure"],
        data["calibration"]["scale"],
        data["calibration"]["offset"],
        data["sharpness"],
        data["yes_odds"],
    )


def to_dict(weights: Weights) -> dict[str, Any]:
    """Return the JSON form."""
    return {
        "senses": {
            sense.value: {"weight": trust.weight, "floor": trust.floor} for sense, trust in weights.senses.items()
        },
        "prior": weights.prior,
        "sure": weights.sure,
        "calibration": {"scale": weights.scale, "offset": weights.offset},
        "sharpness": weights.sharpness,
        "yes_odds": weights.yes_odds,
    }


@cache
def shipped() -> Weights:
    """Return the weights that ship with the clerk."""
    file = Path(__file__).parent / "policies" / "fusion.json"
    return parse(json.loads(file.read_text(encoding="utf-8")))
