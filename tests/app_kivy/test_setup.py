"""Set-up by touch: language, letters, catalogue, noise, practice."""

import shutil

import numpy as np
import pytest

OIL, OIL_NAME = "OIL-01", "金龙鱼大豆油"


def test_the_language_is_changed_and_survives(start):
    person = start()
    person.tap("设置", "English")
    assert person.sees("Set-up")
    person.tap("Home", "Tap", "Receive", "JKL", OIL_NAME, "2", "Done")
    person.until(lambda: person.at == "confirm")
    assert person.button("Yes")
    again = start()
    again.until(lambda: again.at == "confirm")
    assert again.button("Yes")


def test_letters_grow(start):
    person = start()
    before = person.screen.title.font_size
    person.tap("设置", "200%", "回首页")
    assert person.screen.title.font_size == 2 * before


def test_dark_and_quiet(start):
    person = start()
    person.tap("设置", "深色", "不念", "慢一点")
    assert person.app.theme.palette.ground == "#101315"
    person.tap("回首页")
    person.app.conversation.say("金龙鱼大豆油还有多少")
    person.settle()
    assert person.said() == []


def test_practice_books_nothing(start):
    person = start()
    person.tap("设置", "开始练习")
    person.until(lambda: person.at == "home" and person.app.senses is not None)
    assert "练习" in person.screen.status.text
    person.tap("点", "入库", "JKL", OIL_NAME, "3", "好了", "是")
    assert person.sees("已入账")
    assert "练习" in person.screen.status.text
    assert person.on_hand(OIL) == 0
    person.tap("回首页", "设置", "结束练习")
    person.until(lambda: person.at == "home" and person.app.senses is not None)
    assert not person.screen.status.text
    assert person.on_hand(OIL) == 0


def test_what_practice_said_is_not_said_of_the_real_books(start):
    person = start()
    person.tap("设置", "开始练习")
    person.until(lambda: person.at == "home" and person.app.senses is not None)
    person.tap("点", "入库", "JKL", OIL_NAME, "3", "好了", "是")
    assert person.sees("已入账")
    person.tap("回首页", "设置", "结束练习")
    person.until(lambda: person.at == "home" and person.app.senses is not None)
    person.tap("说")
    assert not person.sees("已入账")


@pytest.fixture
def catalogue(tmp_path, monkeypatch):
    folder = tmp_path / "files"
    folder.mkdir()
    monkeypatch.setenv("CLERK_FILES", str(folder))
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))
    return folder


def test_a_catalogue_is_imported_and_what_is_wrong_with_it_is_said(start, catalogue):
    (catalogue / "货品.csv").write_text("name,unit\n新货,瓶\n,瓶\n㙓牌汤面,碗\n", encoding="utf-8")
    person = start()
    person.tap("设置", "导入货品和库存", "货品.csv")
    person.until(lambda: person.sees("有 2 个货品"))
    assert person.sees("有 1 行没有导入")
    assert not any(goods.name == "新货" for goods in person.app.goods)
    person.tap("导入")
    person.until(lambda: person.sees("导入了 2 个货品"))
    assert person.sees("有 1 行没有导入")
    assert person.sees("㙓牌汤面:缺 㙓")
    person.until(lambda: any(goods.name == "新货" for goods in person.app.goods))


def test_opening_stock_is_shown_and_booked(start, catalogue):
    (catalogue / "期初.csv").write_text("编码,数量,单位,货位\nOIL-01,3,箱,A1-01\nNONE,1,箱,A1-01\n", encoding="utf-8")
    person = start()
    person.tap("设置", "导入货品和库存", "期初.csv")
    person.until(lambda: person.sees("金龙鱼大豆油 3箱 A1-01"))
    assert person.on_hand(OIL) == 0
    person.tap("导入")
    person.until(lambda: person.sees("记了 1 行期初库存"))
    assert person.sees("NONE")
    assert person.on_hand(OIL) == 12


def test_an_inspection_list_is_shown_and_taken_up(start, catalogue):
    table = "检查,备注,工具\n灭火器压力,指针在绿区,手电筒\n紧固螺栓,含扭矩校验,专用扳手\n,没有写,\n"
    (catalogue / "巡检.csv").write_text(table, encoding="utf-8")
    person = start()
    for _ in range(2):
        person.app.go("setup")
        person.tap("导入货品和库存", "巡检.csv")
        person.until(lambda: person.sees("有 2 个检查项"))
        assert person.sees("紧固螺栓 · 含扭矩校验 · 专用扳手")
        assert person.sees("有 1 行没有导入")
        person.tap("导入")
        person.until(lambda: person.sees("收进了 2 个检查项"))
    person.tap("回首页", "点", "领任务")
    person.until(lambda: person.screen.rows)
    # The same list on the same day is one task.
    assert [row.kind for row in person.screen.rows] == ["inspect"]
    person.screen._start(person.screen.rows[0])
    person.settle()
    assert person.at == "task"
    assert "灭火器压力" in person.screen.live.foot or person.sees("灭火器压力")


def test_another_file_may_be_chosen(start, catalogue):
    (catalogue / "货品.csv").write_text("name,unit\n新货,瓶\n", encoding="utf-8")
    person = start()
    person.tap("设置", "导入货品和库存", "货品.csv")
    person.until(lambda: person.sees("有 1 个货品"))
    person.tap("换一个文件")
    assert person.button("货品.csv")


def test_a_file_that_is_no_catalogue_is_said_to_be_none(start, catalogue):
    (catalogue / "broken.xlsx").write_bytes(b"no table")
    person = start()
    person.tap("设置", "导入货品和库存", "broken.xlsx")
    person.until(lambda: person.at == "answer")
    assert person.sees("broken.xlsx")


def test_without_files_it_says_where_to_put_them(start, catalogue):
    shutil.rmtree(catalogue)
    person = start()
    person.tap("设置", "导入货品和库存")
    assert person.sees("下载")


def test_a_noise_sample_is_kept(start, books):
    person = start()
    person.tap("设置", "听一听周围的声音", "开始听")
    person.until(lambda: person.sees("分贝"))
    from assistant import wiring

    shop = wiring.open_shop()
    with shop.clerk.ledger.view() as unit:
        assert unit.state.get("noise/test")["bands"]
    shop.close()


def test_open_ears_know_a_new_noise_sample_at_once(shop):
    class Ears:
        heard = None

        def learn_noise(self, samples):
            self.heard = samples

    quiet = np.random.default_rng(2).normal(0, 0.01, 80000).astype(np.float32)
    shop._ears = Ears()
    assert shop.keep_noise(quiet) == pytest.approx(-40, abs=1)
    assert shop._ears.heard is quiet


@pytest.mark.parametrize("letters", ["100%", "160%"])
def test_a_new_shop_from_nothing_to_the_first_booking(start, books, catalogue, senses, letters):
    """The set-up script of the docs, step by step, by touch alone."""
    from tests.app_kivy.conftest import EXAMPLES

    (books / "clerk.db").unlink()
    shutil.copy(EXAMPLES / "catalogue.csv", catalogue / "货品.csv")
    shutil.copy(EXAMPLES / "opening_stock.csv", catalogue / "期初.csv")
    person = start()
    assert person.sees("请到设置里导入")
    person.tap("设置", letters)
    for file, told in (("货品.csv", "导入了"), ("期初.csv", "期初库存")):
        person.app.go("setup")
        person.tap("导入货品和库存", file, "导入")
        person.until(lambda told=told: person.sees(told))
    person.until(lambda: len(person.app.goods) > 30)
    person.app.go("setup")
    person.tap("谁在用", "店员1")
    person.app.go("setup")
    person.tap("听一听周围的声音", "开始听")
    person.until(lambda: person.sees("分贝"))
    person.app.go("setup")
    person.tap("开始练习")
    person.until(lambda: person.at == "home" and person.app.senses is not None)
    person.tap("点", "入库", "JKL", OIL_NAME, "1", "好了", "是", "回首页", "设置", "结束练习")
    person.until(lambda: person.at == "home" and person.app.senses is not None)
    assert person.on_hand(OIL) == 24
    person.tap("点", "入库", "JKL", OIL_NAME, "2", "好了", "是")
    assert person.sees("已入账")
    assert person.on_hand(OIL) == 32
