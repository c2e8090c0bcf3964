"""Names of people whom nobody has entered: a surname with a title (王老板, Mr Smith) is known by its form.

Only so much is taken for a name: any other unknown word behind 给 may be what makes the sentence mean something else.
"""

from dataclasses import dataclass

SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范"
    "方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
FAMILIAR = frozenset("王李张刘陈杨赵周吴徐孙胡朱郭何林罗郑梁宋")
"""Surnames that 老, 小 and 阿 make a name of, even without a title."""
_BEFORE = frozenset("老小阿")
TITLES = tuple(
    tuple(title)
    for title in (
        *("老板娘", "老板", "总", "经理", "师傅", "先生", "女士", "小姐", "太太"),
        *("哥", "姐", "叔", "阿姨", "老师", "主任", "厂长", "店长", "主管"),
    )
)
"""Longest first where one begins with another."""
ENGLISH = frozenset({"mr", "mrs", "ms", "miss", "dr"})


@dataclass(frozen=True, slots=True)
class Titled:
    """A stretch that is somebody's name by its form, whoever it is."""


def titled(tokens: tuple[str, ...], start: int) -> int | None:
    """Return the place behind the name that begins at a token; None where none does."""
    first = tokens[start]
    after = tokens[start + 1 : start + 2]
    if first in ENGLISH:
        return start + 2 if after and after[0].isalpha() else None
    if first in _BEFORE and after and after[0] in FAMILIAR:
        return start + 2
    if first not in SURNAMES:
        return None
    behind = start + 1
    return next((behind + len(title) for title in TITLES if tokens[behind : behind + len(title)] == title), None)
