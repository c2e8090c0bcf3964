"""The screen stays as it is while a finger is on it, and a tap is never lost to what comes in meanwhile."""

from app_kivy.work.views import Standing


def renewed(person, reply):
    """A thread has news for the home screen."""
    person.app.deliver(lambda: person.app._stood(Standing(reply, None, None, 0, 40)))


def test_a_tap_counts_although_home_was_about_to_be_renewed(start):
    person = start()
    person.press("点")
    renewed(person, "新的话")
    person.frames(10)
    assert person.app.fingers.waiting
    person.lift()
    person.settle()
    assert person.at == "tap"
    assert not person.app.fingers.waiting


def test_what_was_held_back_is_shown_when_the_finger_is_gone(start):
    person = start()
    person.press("点")
    renewed(person, "新的话")
    person.frames(3)
    assert not person.sees("新的话")
    person.touch.move({"x": 0.99, "y": 0.99})
    person.touch.touch_up()
    person.settle()
    assert person.at == "home"
    assert person.sees("新的话")


def test_a_thumb_that_rests_on_the_glass_stops_nothing_for_ever(start):
    from app_kivy.fingers import PATIENCE_S

    person = start()
    person.press("点")
    renewed(person, "新的话")
    person.frames(int((PATIENCE_S + 1) * 30))
    assert person.sees("新的话")
    person.lift()


def test_who_had_scrolled_stays_where_he_was(start):
    from dataclasses import replace

    person = start()
    person.app.change(replace(person.app.settings, font_scale=2.0))
    person.settle()
    person.screen.scroll.scroll_y = 0.3
    renewed(person, "新的话")
    person.settle()
    assert person.sees("新的话")
    assert person.screen.scroll.scroll_y == 0.3


def test_results_come_in_their_order(start):
    person = start()
    came = []
    for number in range(5):
        person.app.deliver(lambda number=number: came.append(number))
    person.settle()
    assert came == list(range(5))
