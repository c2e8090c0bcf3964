"""One screen a file; each shows one thing and asks for one action."""

from collections.abc import Mapping

from app_kivy.screens.answer import Answer
from app_kivy.screens.change import Change
from app_kivy.screens.code import Code
from app_kivy.screens.confirm import Confirm
from app_kivy.screens.enrol import Enrol
from app_kivy.screens.files import Files
from app_kivy.screens.find import Find
from app_kivy.screens.home import Home
from app_kivy.screens.item import Items
from app_kivy.screens.lists import Moves, Stock
from app_kivy.screens.look import Look
from app_kivy.screens.noise import Noise
from app_kivy.screens.number import Number
from app_kivy.screens.papers import Forward, Paper, Papers
from app_kivy.screens.people import People, Voice
from app_kivy.screens.place import Places
from app_kivy.screens.question import Question
from app_kivy.screens.review import Rectify, Review
from app_kivy.screens.setup import Setup
from app_kivy.screens.talk import Talk
from app_kivy.screens.tap import Tap
from app_kivy.screens.task import Task
from app_kivy.screens.work import Works
from app_kivy.widgets.frame import Frame

SCREENS: Mapping[str, type[Frame]] = {
    kind.kind: kind
    for kind in (
        *(Home, Talk, Look, Tap, Find, Question, Confirm, Change, Answer),
        *(Items, Number, Places, Code, Works, Task, Stock, Moves, Papers, Paper, Forward),
        *(Review, Rectify, Setup, Files, Noise, Enrol, People, Voice),
    )
}
"""All screens by name; each is made when it is first gone to, so that the window opens at once."""
