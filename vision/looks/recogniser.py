"""Recognises enrolled products in pictures: views, nearest neighbours, what they are worth, or "unknown"."""

from collections.abc import Sequence

from models import registry
from models.registry import Model
from models.stamp import ModelStamp
from vision.looks.embedder import Embedder
from vision.looks.gallery import Gallery
from vision.looks.likelihood import Likelihood
from vision.looks.view import View, view_of
from vision.picture import Image
from vision.sighting import Candidate

SHOWN = 3
"""Candidates that a person is shown."""
_FAINTEST = 0.05
"""Probability below which a product is no candidate."""
EVIDENCE = "looks"


class LooksRecogniser:
    """The eye for looks, with the products that it knows."""

    def __init__(self, gallery: Gallery | None = None, model: Model | None = None, threads: int = 1) -> None:
        """Load `models/looks`, or another model of its form.

        Raises `ModelMissingError` or `ModelDamagedError` of `models.registry`.
        """
        model = model or registry.load("looks")
        self.stamp: ModelStamp = model.stamp
        self.gallery = gallery or Gallery()
        self._embedder = Embedder(model, threads)
        self._likelihood = Likelihood.read(model.path("likelihood.json"))

    def view(self, image: Image) -> View:
        """Return what is kept of a photo for enrolment."""
        return view_of(image, self._embedder)

    def __call__(self, image: Image) -> tuple[Candidate, ...]:
        """Return up to `SHOWN` products that a BGR picture of one thing may show, best first; none if it is unknown."""
        return self.accepted(self.ranked(self.view(image))) if len(self.gallery) else ()

    def ranked(self, view: View) -> list[Candidate]:
        """Return the products nearest to a view, likeliest first, whether or not they are likely enough."""
        likenesses = self.gallery.nearest(view)
        pairs = zip(likenesses, self._likelihood(likenesses), strict=True)
        return sorted(
            (Candidate(one.item, round(chance, 4), EVIDENCE) for one, chance in pairs), key=lambda one: -one.confidence
        )

    def accepted(self, ranked: Sequence[Candidate]) -> tuple[Candidate, ...]:
        """Return what of a ranking is shown to a person: nothing where the best is too unlikely."""
        if not ranked or ranked[0].confidence < self._likelihood.unknown_below:
            return ()
        return tuple(one for one in ranked[:SHOWN] if one.confidence >= _FAINTEST)
