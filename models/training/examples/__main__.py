"""Makes `examples/recordings`: commands of a short shift, spoken by mixed synthetic voices, two of them in noise.

    python -m models.training.examples VOICES.npz

VOICES.npz holds Kokoro's style vectors; see `models.training.voices.kokoro`.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

from asr.noise import KINDS, mix_at_snr
from asr.resample import RATE
from models.training.voices.kokoro import NET_RATE, Kokoro, Sound, Speaker

TARGET = Path("examples/recordings")
PICKER = Speaker({"zf_xiaoni": 0.6, "bf_emma": 0.4}, {"zf_xiaoni": 1.0}, 0.9)
OLDER = Speaker({"zm_yunxi": 0.5, "bm_george": 0.5}, {"zm_yunxi": 1.0}, 0.85)
PAUSE_S = 0.35
NOISE_SEED = 7


@dataclass(frozen=True, slots=True)
class Line:
    """One recording."""

    name: str
    spoken: str
    text: str
    speaker: Speaker
    noise: str | None = None
    """A kind of `asr.noise`."""
    snr_db: float = 0.0


LINES = (
    Line("receive-oil", "入库三箱金龙鱼大豆油", "入库三箱金龙鱼大豆油", PICKER),
    Line("yes", "确认", "确认", PICKER),
    Line("issue-cola-in-ventilation", "出库两瓶可口可乐", "出库两瓶可口可乐", PICKER, "ventilation", 10.0),
    Line("receive-chip", "入库STM三二F四零七二十片", "入库STM32F407二十片", PICKER),
    Line("receive-soy-sauce", "入库五箱海天生抽大瓶", "入库五箱海天生抽大瓶", OLDER),
    Line("correct-to-six", "改成六箱", "改成六箱", OLDER),
    Line("yes-older", "确认", "确认", OLDER),
    Line("receive-two-boxes", "入库两箱", "入库两箱", PICKER),
    Line("how-many-of-this", "这个还有多少", "这个还有多少", PICKER),
    Line("receive-peanut-oil", "入库三箱鲁花花生油", "入库三箱鲁花花生油", OLDER),
    Line("drowned-by-a-diesel", "出库一箱农夫山泉矿泉水", "出库一箱农夫山泉矿泉水", PICKER, "diesel engine", -18.0),
    Line("issue-one-box", "出库一箱", "出库一箱", PICKER),
    Line("undo", "撤销", "撤销", PICKER),
    Line("how-much-oil", "金龙鱼大豆油还有多少", "金龙鱼大豆油还有多少", OLDER),
)


def resampled(sound: Sound) -> Sound:
    """Return sound of the net's rate at 16 kHz, by its spectrum."""
    length = round(len(sound) * RATE / NET_RATE)
    spectrum = np.fft.rfft(sound)[: length // 2 + 1]
    return np.fft.irfft(spectrum, length).astype(np.float32) * (length / len(sound))


def recording(voice: Kokoro, line: Line) -> Sound:
    """Return the line with a little silence around it and the noise that it is said in."""
    rest = np.zeros(int(PAUSE_S * RATE), np.float32)
    sound = np.concatenate([rest, resampled(voice.speak(line.spoken, line.speaker)), rest])
    rng = np.random.default_rng(NOISE_SEED)
    sound += rng.normal(0, 3e-4, len(sound)).astype(np.float32)
    if line.noise:
        noise = KINDS[line.noise](rng, len(sound) / RATE, RATE)[: len(sound)]
        sound = mix_at_snr(sound, noise, line.snr_db)
    return sound * min(1.0, 0.9 / float(np.abs(sound).max()))


def main(voices: Path) -> None:
    """Write every recording and the manifest."""
    voice = Kokoro(voices)
    TARGET.mkdir(parents=True, exist_ok=True)
    rows = ["path\ttext\tspeaker\tsex\tseconds\tnoise\tsnr_db"]
    for line in LINES:
        sound = recording(voice, line)
        soundfile.write(TARGET / f"{line.name}.wav", sound, RATE, subtype="PCM_16")
        speaker, sex = ("synthetic-picker", "f") if line.speaker is PICKER else ("synthetic-older", "m")
        noise, snr = (line.noise, f"{line.snr_db:g}") if line.noise else ("", "")
        rows.append(f"{line.name}.wav\t{line.text}\t{speaker}\t{sex}\t{len(sound) / RATE:.2f}\t{noise}\t{snr}")
    (TARGET / "manifest.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
