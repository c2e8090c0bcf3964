"""How well what was said fits a name, syllable by syllable."""

from intents.phonetics.confusions import code_cost

UNSAID = 0.25
"""For each syllable of the name that was left out: people shorten."""
ADDED = 0.9
"""For each syllable that the name does not have."""
_WORST = 0.6
"""Behind this share of what was said, how far off it is no longer matters."""
_TURNED = 0.3
"""For saying the second half first."""


def distance(said: str, name: str, most: float = 99.0) -> float:
    """Return the weighted edit distance of two encoded syllable strings; `most` or more once it is that far."""
    row = [UNSAID * number for number in range(len(name) + 1)]
    for number, syllable in enumerate(said, 1):
        above = row
        row = [ADDED * number]
        left = row[0]
        for place, other in enumerate(name):
            cost = above[place] if syllable == other else above[place] + code_cost(syllable, other)
            if (down := above[place + 1] + ADDED) < cost:
                cost = down
            if (across := left + UNSAID) < cost:
                cost = across
            row.append(cost)
            left = cost
        if min(row) >= most:
            return most
    return row[-1]


def score(said: str, name: str) -> float:
    """Return the likeness of what was said to a name, 0–1."""
    if not said or not name:
        return 0.0
    if said == name:
        return 1.0
    return max(0.0, 1.0 - distance(said, name, _WORST * len(said)) / len(said))


def turned(said: str, name: str) -> float:
    """Return the best likeness when the two halves of what was said change places, 0–1."""
    best = 0.0
    shared = set(said)
    if len(said) >= 4 and len(shared & set(name)) >= 0.75 * len(shared):
        for cut in range(2, len(said) - 1):
            best = max(best, score(said[cut:] + said[:cut], name) - _TURNED / len(said))
    return best
