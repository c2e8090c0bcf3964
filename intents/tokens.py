"""A sentence cut into tokens: one for each hanzi, each run of letters, each run of digits, each sign between them.

Full width becomes half width, capitals small letters, traditional characters simplified ones. Spaces and other
punctuation only separate. Every token remembers where it stood, so that what is left over can be named as it
was said.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from intents.phonetics.pinyin import syllables_of_tokens

MAX_TOKENS = 80
"""Longer than any command; beyond it a text is not read at all."""

_TOKEN = re.compile(
    r"\d{1,3}(?:,\d{3})+(?!\d)|\d+|[a-z]+(?:'(?!s\b)[a-z]+)?|[\u3400-\u9fff\u3007]|[-./%+&#:×°_*]|[^\W\d_]+|\S|\s+",
)
_SIGNS = frozenset("-./%+&#:×°_*")
_TRADITIONAL = str.maketrans(
    "貨庫單據補從這個與給後來過對還進報廢數號關開啟繼續停暫務檢驗換賣買價錢幾裡裏點萬億兩雙條張塊罐瓶盤籃員訂發運輸採購銷應倉區櫃層"
    "邊麼嗎說請幫麵飯雞蛋魚蘋紅綠藍黃黑白黴醬鹽糖電腦線燈鋼鐵銅銀貝紙筆書布襯褲襪鞋帶機體題聽見現實際總計簽條碼預約釋鎖轉調撥盤點"
    "慢聲響靜聞撤銷覆複讀確認錯準備領記錄誰傳遞審核閱顯圖書館塑膠螺絲釘鉗鋸錘鑽閥軸壹貳參叁肆伍陸柒捌玖拾佰仟",
    "货库单据补从这个与给后来过对还进报废数号关开启继续停暂务检验换卖买价钱几里里点万亿两双条张块罐瓶盘篮员订发运输采购销应仓区柜层"
    "边么吗说请帮面饭鸡蛋鱼苹红绿蓝黄黑白霉酱盐糖电脑线灯钢铁铜银贝纸笔书布衬裤袜鞋带机体题听见现实际总计签条码预约释锁转调拨盘点"
    "慢声响静闻撤销复复读确认错准备领记录谁传递审核阅显图书馆塑胶螺丝钉钳锯锤钻阀轴一二三三四五六七八九十百千",
)
_SAME = {
    "－": "-", "—": "-", "–": "-", "−": "-", "‐": "-", "〇": "零", "○": "零", "⁄": "/", "’": "'", "µ": "μ",
    "貮": "二", "贰": "二", "壹": "一", "叁": "三", "肆": "四", "伍": "五", "陆": "六", "柒": "七", "捌": "八",
    "玖": "九",
    "拾": "十", "佰": "百", "仟": "千", "萬": "万", "億": "亿", "两": "两", "祗": "只", "衹": "只", "隻": "只",
}  # fmt: skip


def stem(token: str) -> str:
    """Return a token as it stands in the key of a name: signs fall away, English plurals lose their ending."""
    if token in _SIGNS:
        return ""
    if not token.isascii() or len(token) < 4 or not token.endswith("s") or token.endswith("ss"):
        return token
    return token[:-2] if token.endswith(("xes", "ches", "shes", "sses", "oes")) else token[:-1]


@dataclass(frozen=True)
class Sentence:
    """Tokens of a text with their places in it."""

    text: str
    """As it came."""
    tokens: tuple[str, ...]
    """Normalised."""
    spans: tuple[tuple[int, int], ...]
    """Start and end of each token in `text`."""
    breaks: frozenset[int]
    """Indices of the tokens before which punctuation stood, and of the first."""

    def __len__(self) -> int:
        return len(self.tokens)

    def words(self, start: int, end: int) -> str:
        """Return the tokens `start` to `end` as they were written."""
        if start >= end:
            return ""
        return self.text[self.spans[start][0] : self.spans[end - 1][1]]

    def key(self, start: int, end: int) -> str:
        """Return the tokens `start` to `end` as the name index writes them."""
        return "".join(map(stem, self.tokens[start:end]))

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The encoded syllables of each token."""
        return syllables_of_tokens(self.tokens)


def _normalise(text: str) -> tuple[str, list[int]]:
    characters: list[str] = []
    origins: list[int] = []
    for place, character in enumerate(text):
        if character in _SAME:
            plain = _SAME[character]
        elif character.isascii():
            plain = character.lower()
        else:
            plain = unicodedata.normalize("NFKC", character).lower().translate(_TRADITIONAL)
            plain = "".join(_SAME.get(part, part) for part in plain)
        for part in plain:
            if unicodedata.category(part) in {"Cf", "Cc", "Mn", "Cs", "Co", "Cn"} and not part.isspace():
                continue
            characters.append(part)
            origins.append(place)
    return "".join(characters), origins


def sentence(text: str) -> Sentence:
    """Cut a text into tokens; any text is allowed."""
    plain, origins = _normalise(text)
    tokens: list[str] = []
    spans: list[tuple[int, int]] = []
    breaks: set[int] = set()
    matches = list(_TOKEN.finditer(plain))
    gap = True
    for number, match in enumerate(matches):
        token = match.group().replace(",", "") if match.group()[0].isdigit() else match.group()
        if token in _SIGNS:
            before = plain[match.start() - 1] if match.start() else " "
            after = plain[match.end()] if match.end() < len(plain) else " "
            if token == "-" and after.isdigit() and not (before.isascii() and before.isalnum()):
                token = "负"
            elif not (after.isalnum() and before.isalnum()) and token not in "%°":
                gap = True
                continue
        elif not token[0].isalnum():
            gap = gap or not token.isspace()
            continue
        if gap:
            breaks.add(len(tokens))
        gap = False
        tokens.append(token)
        spans.append((origins[match.start()], origins[match.end() - 1] + 1))
        if number > 4 * MAX_TOKENS:
            break
    return Sentence(text, tuple(tokens), tuple(spans), frozenset(breaks))


def name_key(text: str) -> str:
    """Return the form of a name under which the index finds its written form."""
    whole = sentence(text)
    return whole.key(0, len(whole))
