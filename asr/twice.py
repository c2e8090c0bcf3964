"""Where two sentences are close, hear the sound a second time, said faster, and count both hearings.

Noise falls otherwise on the frames of the second hearing, and syllables that are read slowly come nearer to the pace of
speech. What leaves no doubt is not heard again: that would cost time and change next to nothing (card of `hearing`).
"""

from collections.abc import Callable, Mapping

from asr.resample import Samples
from asr.tempo import tempo

Scores = Mapping[tuple[str, ...], float]
"""Log likelihood of each sentence that was heard, by its syllables."""

_CLOSE = 4.0
"""A runner-up further behind than this hardly ever wins."""
_FASTER = 1.6
_FURTHEST = 6.0
"""So far behind counts what was not heard again, too."""


def again(first: Scores, hear: Callable[[Samples], Scores], sound: Samples) -> dict[tuple[str, ...], float]:
    """Return how far behind the best each sentence of `first` is in a second hearing: 0 or less.

    0 for all of them where nothing was heard again, or no second hearing was needed. `hear` is called with what is
    listened to then, float32 [n] at 16 kHz as `sound`.
    """
    best = sorted(first.values(), reverse=True)[:2]
    second = hear(tempo(sound, _FASTER)) if len(best) == 2 and best[0] - best[1] < _CLOSE else {}
    if not second:
        return dict.fromkeys(first, 0.0)
    top = max(second.values())
    return {said: max(-_FURTHEST, second.get(said, -float("inf")) - top) for said in first}
