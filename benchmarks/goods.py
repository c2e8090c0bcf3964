"""Names of goods as shops and warehouses have them, made from a seed: any number, no two alike in writing."""

import random
from collections.abc import Iterator
from fractions import Fraction

from intents.phonetics.pinyin import syllables
from intents.phonetics.syllables import known
from intents.tokens import sentence
from intents.vocabulary import ItemName

_SHELVES: dict[str, tuple[str, str, str]] = {
    "food": (
        (
            "福临门 金沙河 海天 厨邦 千禾 李锦记 老恒和 鲁花 长寿花 胡姬花 十月稻田 柴火大院 今麦郎 白象 统一 康师傅 "
            "三只松鼠 良品铺子 百草味 洽洽 "
            "盼盼 达利园 好丽友 旺旺 徐福记 喜之郎 双汇 金锣 雨润 安井 思念 三全 湾仔码头 六必居 王致和 欣和 丹丹 涪陵 "
            "乌江 吉香居"
        ),
        (
            "原味 香辣 麻辣 五香 蒜香 葱油 红烧 酸菜 番茄 海鲜 鲜虾 牛肉 鸡汁 藤椒 泡椒 烧烤 奶油 椒盐 芝麻 核桃 低钠 "
            "有机 特级 手工 石磨 高筋 全麦 黑米 荞麦 山药"
        ),
        (
            "酱油 陈醋 料酒 蚝油 豆瓣酱 挂面 方便面 米粉 河粉 水饺 馄饨 汤圆 火腿肠 腊肠 肉松 饼干 薯片 瓜子 花生米 "
            "豆腐干 榨菜 腐乳 面粉 大米 小米 燕麦片 藕粉 粉丝 蛋卷 沙琪玛"
        ),
    ),
    "drinks": (
        (
            "农夫山泉 怡宝 百岁山 康师傅 统一 娃哈哈 王老吉 加多宝 和其正 东鹏 红牛 脉动 元气森林 汇源 味全 蒙牛 伊利 "
            "光明 三元 君乐宝 新希望 完达山 青岛 雪花 燕京 哈尔滨 珠江 金星 张裕 长城"
        ),
        (
            "柠檬 蜜桃 葡萄 橙汁 苹果 草莓 蓝莓 荔枝 菠萝 芒果 椰子 茉莉 乌龙 绿茶 红茶 普洱 无糖 低脂 高钙 原味 冰爽 "
            "精酿 纯生 经典 蜂蜜 百香果 西柚 青梅 桂花 薄荷"
        ),
        (
            "矿泉水 苏打水 果汁 汽水 凉茶 奶茶 酸奶 纯牛奶 豆奶 核桃露 椰汁 啤酒 葡萄酒 米酒 功能饮料 咖啡 气泡水 "
            "乳酸菌 茶饮料 杏仁露"
        ),
    ),
    "household": (
        (
            "蓝月亮 立白 雕牌 超能 汰渍 奥妙 威露士 滴露 心相印 清风 维达 洁柔 舒肤佳 六神 海飞丝 潘婷 飘柔 清扬 "
            "云南白药 黑人 高露洁 冷酸灵 中华 妙洁 美丽雅 茶花 五月花 全棉时代 名创 南极人"
        ),
        (
            "薰衣草 茉莉 柠檬 芦荟 生姜 樱花 竹炭 绿茶 海洋 玫瑰 除菌 去屑 美白 防蛀 抗敏 加厚 超薄 柔软 无香 婴儿 "
            "大号 "
            "小号 中号 纯棉 可降解 抽取式 免洗 浓缩 家用 旅行"
        ),
        (
            "洗衣液 洗衣粉 洗洁精 肥皂 香皂 沐浴露 洗发水 护发素 牙膏 牙刷 毛巾 浴巾 抽纸 卷纸 湿巾 保鲜膜 保鲜袋 "
            "垃圾袋 拖把 抹布 衣架 水桶 脸盆 拖鞋 雨伞 蚊香 花露水 洗手液 马桶刷 钢丝球"
        ),
    ),
    "hardware": (
        (
            "世达 史丹利 博世 得力 长城 绿林 老A 田岛 牧田 东成 大有 公牛 正泰 德力西 伟星 联塑 日丰 坚朗 汇泰龙 雅洁 "
            "立邦 三棵树 多乐士 德高 汉高 三叶 金顶 鹰牌 九牧 箭牌"
        ),
        (
            "不锈钢 镀锌 黄铜 塑料 橡胶 铝合金 加长 加厚 重型 轻型 快速 防滑 绝缘 可调 双头 单头 大号 小号 外六角 "
            "内六角 十字 一字 尖嘴 斜口 平头 圆头 自攻 膨胀 国标 工业级"
        ),
        (
            "螺丝 螺母 垫片 扳手 钳子 螺丝刀 锤子 卷尺 水平尺 钢锯 锉刀 钻头 砂纸 胶带 电线 插座 开关 水管 弯头 阀门 "
            "铰链 锁芯 拉手 合页 油漆 滚筒 密封胶 扎带 脚轮 链条"
        ),
    ),
    "electronics": (
        (
            "罗技 雷柏 绿联 倍思 安克 品胜 公牛 小米 华为 联想 戴尔 金士顿 闪迪 三星 西部数据 飞利浦 欧普 雷士 南孚 "
            "双鹿 松下 漫步者 索尼 佳能 爱普生 惠普 海康 大华 正点原子 微雪"
        ),
        (
            "无线 有线 蓝牙 快充 高速 静音 迷你 防水 机械 光电 千兆 百兆 磁吸 编织 加长 双口 四口 便携 桌面 车载 高清 "
            "工业 贴片 直插 可编程 低功耗 大功率 暖光 白光 智能"
        ),
        (
            "鼠标 键盘 耳机 音箱 充电器 数据线 移动电源 读卡器 优盘 硬盘 网线 路由器 交换机 摄像头 灯泡 灯带 电池 电阻 "
            "电容 二极管 继电器 传感器 开发板 显示屏 散热片 连接器 保险丝 适配器 麦克风 打印机"
        ),
    ),
}  # fmt: skip
_SIZES = ("", "", "", "", "大包装", "小包装", "家庭装", "促销装", "五百克", "一升", "十片装", "二号", "三米", "礼盒装")
_MAKERS = ("STM32", "ESP", "LM", "AT", "TL", "NE", "MAX", "PIC", "GD32", "CH")


def names(seed: int) -> Iterator[str]:
    """Yield different names without end (there are some 600,000); an electronic part number now and then."""
    chance = random.Random(seed)
    shelves = list(_SHELVES)
    seen: set[str] = set()
    while True:
        shelf = chance.choice(shelves)
        brands, kinds, products = (part.split() for part in _SHELVES[shelf])
        if shelf == "electronics" and chance.random() < 0.15:
            name = f"{chance.choice(_MAKERS)}{chance.choice('FGLHAB')}{chance.randrange(100, 1000)}"
        else:
            kind = chance.choice(kinds) if chance.random() < 0.9 else ""
            name = chance.choice(brands) + kind + chance.choice(products) + chance.choice(_SIZES)
        if name not in seen:
            seen.add(name)
            yield name


def catalogue(many: int, seed: int) -> list[ItemName]:
    """Return so many items with units and packings."""
    chance = random.Random(seed + 1)
    units = ["瓶", "袋", "盒", "包", "个", "支", "卷", "只"]
    source = names(seed)
    return [
        ItemName(
            f"G{number:05}", next(source), (), chance.choice(units), {"箱": Fraction(chance.choice((6, 12, 24, 48)))}
        )
        for number in range(many)
    ]


_ACCENTS = (
    ("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("f", "h"), ("r", "l"), ("ang", "an"), ("eng", "en"), ("ing",
    "in"),
)  # fmt: skip


def with_accent(said: list[str], swaps: int, chance: random.Random) -> list[str]:
    """Return syllables with so many of them said as another accent says them (fewer where there are none to swap)."""
    changed = list(said)
    places = list(range(len(said)))
    chance.shuffle(places)
    for place in places:
        ways = [way for way in _swapped(said[place]) if known(way)]
        if swaps and ways:
            changed[place] = chance.choice(ways)
            swaps -= 1
    return changed


def _swapped(syllable: str) -> Iterator[str]:
    if syllable.startswith("huang"):
        yield "wang"
    if syllable == "wang":
        yield "huang"
    for one, other in _ACCENTS:
        for old, new in ((one, other), (other, one)):
            if old[0] in "aei":
                if syllable.endswith(old) and not (old in {"an", "en", "in"} and syllable.endswith(old + "g")):
                    yield syllable.removesuffix(old) + new
            elif syllable.startswith(old) and not (len(old) == 1 and syllable[1:2] == "h"):
                yield new + syllable.removeprefix(old)


def said(name: str) -> list[str]:
    """Return the syllables of a name."""
    return [syllable for part in syllables(sentence(name).tokens) for syllable in part]
