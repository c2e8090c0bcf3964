"""Thirteen kinds of industrial noise, synthesised from a seed; numpy only.

The same generator serves training, the benchmark and `clerk doctor --noise`. No recording of a forklift or a
warehouse was to be had under an open licence, so each kind is built from what makes the sound.
"""

from collections.abc import Callable, Mapping

import numpy as np

from asr.noise.impacts import dropped_pallet, metal_impact
from asr.noise.machinery import compressed_air, conveyor, roller_shutter, ventilation
from asr.noise.mix import mix_at_snr, speech_level
from asr.noise.shaping import Sound
from asr.noise.signals import forklift_horn, reversing_beeper, scanner_and_alarms
from asr.noise.tape import tape_gun
from asr.noise.vehicles import diesel_engine, electric_whine
from asr.noise.voices import voices_in_hall

Generator = Callable[[np.random.Generator, float, int], Sound]

KINDS: Mapping[str, Generator] = {
    "metal impact": metal_impact,
    "forklift horn": forklift_horn,
    "reversing beeper": reversing_beeper,
    "electric forklift": electric_whine,
    "diesel engine": diesel_engine,
    "conveyor": conveyor,
    "roller shutter": roller_shutter,
    "dropped pallet": dropped_pallet,
    "tape gun": tape_gun,
    "compressed air": compressed_air,
    "ventilation": ventilation,
    "scanner and alarms": scanner_and_alarms,
    "voices and PA": voices_in_hall,
}
"""Kind -> generator: (rng, seconds, rate) -> float32 of peak 1, `seconds * rate` samples."""

__all__ = ["KINDS", "Generator", "mix_at_snr", "speech_level"]
