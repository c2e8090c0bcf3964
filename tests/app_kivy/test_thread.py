"""The clerk's thread: order, errors, replacement, and never a word on the wrong thread."""

import queue
import threading

import pytest

from app_kivy.work.thread import Worker


class Owned:
    def __init__(self, name="first"):
        self.name = name
        self.closed = threading.Event()

    def close(self):
        self.closed.set()


@pytest.fixture
def delivered():
    return queue.Queue()


def begun(start, delivered):
    worker = Worker(start, delivered.put)
    worker.start()
    return worker


def result(delivered):
    delivered.get(timeout=5)()


def test_jobs_are_done_in_their_order_and_delivered(delivered):
    worker = begun(Owned, delivered)
    done = []
    for number in range(5):
        worker.post(lambda owned, number=number: (owned.name, number), done.append, pytest.fail)
    for _ in range(5):
        result(delivered)
    assert done == [("first", number) for number in range(5)]
    worker.stop()


def test_a_job_that_fails_tells_its_error_and_the_next_one_runs(delivered):
    worker = begun(Owned, delivered)
    errors, done = [], []
    worker.post(lambda _: 1 / 0, pytest.fail, errors.append)
    worker.post(lambda owned: owned.name, done.append, pytest.fail)
    result(delivered)
    result(delivered)
    assert isinstance(errors[0], ZeroDivisionError)
    assert done == ["first"]
    worker.stop()


def test_what_cannot_be_opened_fails_every_job(delivered):
    def start():
        raise OSError("no books")

    worker = begun(start, delivered)
    errors = []
    for _ in range(2):
        worker.post(lambda _: None, pytest.fail, errors.append)
        result(delivered)
    assert [str(error) for error in errors] == ["no books"] * 2
    worker.stop()


def test_the_owned_thing_is_replaced_and_closed(delivered):
    first, second = Owned(), Owned("second")
    worker = begun(lambda: first, delivered)
    worker.replace(lambda: second)
    done = []
    worker.post(lambda owned: owned.name, done.append, pytest.fail)
    result(delivered)
    assert done == ["second"]
    assert first.closed.is_set()
    worker.stop()
    assert second.closed.is_set()


def test_what_is_posted_before_it_begins_is_done_then(delivered):
    worker = Worker(Owned, delivered.put)
    done = []
    worker.post(lambda owned: owned.name, done.append, pytest.fail)
    assert (worker.waiting, delivered.empty()) == (1, True)
    worker.start()
    result(delivered)
    assert (done, worker.waiting) == (["first"], 0)
    worker.stop()


def test_one_that_never_began_can_be_stopped(delivered):
    Worker(Owned, delivered.put).stop()
