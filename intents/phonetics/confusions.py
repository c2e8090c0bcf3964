"""Which syllables people take for one another, and how easily.

A cost of 0 means the same toneless syllable, 1 two that nobody confuses. The pairs are the regular mergers of
southern and northern accents (zh/z, n/l, f/h, -n/-ng, 黄/王 …) and the nearest neighbours of the recogniser.
"""

from functools import cache, lru_cache

from intents.phonetics.syllables import SYLLABLES, encode, split

_INITIAL_COSTS = {
    ("z", "zh"): 0.12, ("c", "ch"): 0.12, ("s", "sh"): 0.12, ("l", "n"): 0.15, ("l", "r"): 0.2, ("n", "r"): 0.3,
    ("f", "h"): 0.2, ("b", "p"): 0.45, ("d", "t"): 0.45, ("g", "k"): 0.45, ("j", "q"): 0.5, ("j", "zh"): 0.5,
    ("ch", "q"): 0.5, ("sh", "x"): 0.5, ("j", "z"): 0.5, ("c", "q"): 0.5, ("s", "x"): 0.5, ("c", "z"): 0.5,
    ("ch", "zh"): 0.5, ("c", "s"): 0.55, ("ch", "sh"): 0.55, ("g", "h"): 0.55, ("h", "k"): 0.55, ("m", "n"): 0.55,
    ("", "h"): 0.45, ("", "w"): 0.1, ("f", "w"): 0.4, ("q", "x"): 0.55, ("r", "zh"): 0.5, ("d", "z"): 0.6,
}  # fmt: skip
_FINAL_COSTS = {
    ("an", "ang"): 0.15, ("en", "eng"): 0.12, ("in", "ing"): 0.1, ("ian", "iang"): 0.25, ("uan", "uang"): 0.15,
    ("un", "ong"): 0.45, ("e", "o"): 0.2, ("o", "uo"): 0.08, ("e", "uo"): 0.3, ("eng", "ong"): 0.3, ("i", "v"): 0.35,
    ("ie", "ve"): 0.35, ("ian", "van"): 0.35, ("in", "vn"): 0.35, ("ai", "ei"): 0.45, ("ao", "ou"): 0.5,
    ("iao", "iu"): 0.55, ("ui", "ei"): 0.4, ("e", "er"): 0.4, ("a", "e"): 0.6, ("a", "ai"): 0.6, ("u", "v"): 0.55,
    ("u", "o"): 0.55, ("ong", "iong"): 0.5, ("en", "in"): 0.5, ("eng", "ing"): 0.5, ("ueng", "ong"): 0.3,
    ("an", "ian"): 0.6, ("ang", "iang"): 0.6, ("en", "un"): 0.5, ("an", "uan"): 0.6, ("ang", "uang"): 0.5,
    ("i", "ii"): 0.6, ("i", "ei"): 0.6, ("u", "ou"): 0.6, ("a", "ua"): 0.6, ("a", "ia"): 0.6, ("io", "iao"): 0.4,
    ("e", "ii"): 0.6, ("o", "ou"): 0.5, ("un", "vn"): 0.5, ("ie", "ian"): 0.6,
}  # fmt: skip
_SKELETON_INITIALS = {"zh": "z", "ch": "c", "sh": "s", "l": "n", "r": "n"}
_SKELETON_FINALS = {"ang": "an", "eng": "en", "ing": "in", "iang": "ian", "uang": "uan", "uo": "e", "o": "e"}
_ROUNDED = {"uan": "an", "uang": "ang", "ui": "ei", "un": "en", "ua": "a", "ong": "eng", "ueng": "eng", "uai": "ai"}
"""What is left of a final when f takes the place of hu or w: 换 and 饭, 灰 and 飞, 红 and 风."""
_DROPPED_H = 0.2
"""黄/王, 胡/吴: the h before u is dropped in Wu and Cantonese accents."""


def _pair(costs: dict[tuple[str, str], float], first: str, second: str) -> float:
    if first == second:
        return 0.0
    return min(costs.get((first, second), 1.0), costs.get((second, first), 1.0))


@cache
def syllable_cost(first: str, second: str) -> float:
    """How far apart two syllables are, 0–1."""
    if first == second:
        return 0.0
    (initial, final), (other_initial, other_final) = sorted((split(first), split(second)))
    start = _pair(_INITIAL_COSTS, initial, other_initial)
    end = _pair(_FINAL_COSTS, final, other_final)
    if (initial, other_initial) == ("", "h") and final[0] == other_final[0] == "u":
        start = _DROPPED_H
    if (initial, other_initial) == ("f", "h"):
        end = min(end, _pair(_FINAL_COSTS, final, _ROUNDED.get(other_final, other_final)))
    if start == 1.0 and end == 0.0:
        return 0.8
    return min(1.0, start + end)


def _skeleton(syllable: str) -> tuple[str, str]:
    initial, final = split(syllable)
    if initial in {"f", "h"} or (not initial and final[0] == "u"):
        initial, final = "h", _ROUNDED.get(final, final)
    return _SKELETON_INITIALS.get(initial, initial), _SKELETON_FINALS.get(final, final)


def _skeletons() -> dict[int, str]:
    first_of: dict[tuple[str, str], str] = {}
    return {ord(encode([s])): first_of.setdefault(_skeleton(s), encode([s])) for s in SYLLABLES}


_SKELETON_TABLE = _skeletons()


def skeleton(code: str) -> str:
    """Merge the syllables of an encoded name that accents merge, so that a look-up finds all of them."""
    return code.translate(_SKELETON_TABLE)


@lru_cache(maxsize=200_000)
def code_cost(first: str, second: str) -> float:
    """`syllable_cost` of two encoded syllables."""
    return syllable_cost(SYLLABLES[ord(first) - 0xE000], SYLLABLES[ord(second) - 0xE000])
