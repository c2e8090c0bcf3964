"""The sense of sight: a picture in, one `Sighting` for each thing out, with the health of the eyes."""

import logging
from dataclasses import dataclass, replace

import numpy as np

from models.registry import ModelDamagedError, ModelMissingError
from models.stamp import ModelStamp
from vision.codes.reader import read_codes
from vision.detector.finder import Finder
from vision.health import examine, verdict
from vision.labels import sightings_of, states_something
from vision.looks.attaching import with_looks
from vision.looks.gallery import Gallery
from vision.looks.recogniser import LooksRecogniser
from vision.picture import Image, PicturePath
from vision.second_look import Read, look_again
from vision.sighting import Kind, PictureHealth, PictureProblem, Sighting
from vision.sources import picture as pictures
from vision.text.reader import TextReader
from vision.things import things_of

_WELL_READ = 0.9
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Part:
    """One of the eyes' abilities, for `clerk doctor`."""

    name: str
    works: bool
    why: str = ""
    stamp: ModelStamp | None = None


class Eyes:
    """Looks at pictures. Models are loaded at the first look; without them, codes are still read."""

    def __init__(
        self, *, read_text: bool = True, find_things: bool = True, threads: int = 1, gallery: Gallery | None = None
    ) -> None:
        """Prepare the eyes; `gallery` holds the products to be known by their looks, none if left out."""
        self._wanted = read_text
        self._threads = threads
        self._text: TextReader | None = None
        self._why = "" if read_text else "switched off"
        self._gallery = gallery or Gallery()
        self._by_looks: LooksRecogniser | None = None
        self._looks_why = ""
        self._finds = find_things
        self._finder: Finder | None = None
        self._finder_why = "" if find_things else "switched off"

    def look(self, picture: Image | PicturePath, *, thorough: bool = True) -> tuple[Sighting, ...]:
        """Return what is in a picture: BGR [height, width, 3] or the path of a file; never nothing at all.

        Labels and codes come first, then cartons, products and labels on which nothing was read. A picture without
        any gives one sighting of kind `NOTHING`, whose health says why. Boxes are in
        pixels of the upright picture. `item` stays empty: the clerk looks codes and text up in the catalogue.
        `thorough=False` gives up sooner, for the frames of a live camera. Raises a `SeeingError` for a picture that
        cannot be read, and for nothing else.
        """
        image = pictures.check(picture) if isinstance(picture, np.ndarray) else pictures.read(picture)
        try:
            return self._look(image, thorough=thorough)
        except Exception:  # noqa: BLE001 - whatever a library makes of a strange picture, the clerk goes on
            _log.exception("the eyes failed on a picture of %s", image.shape)
            return (_nothing(PictureHealth(0.0, 0.0, PictureProblem.CRASHED), image),)

    def parts(self) -> tuple[Part, ...]:
        """Load what is not loaded yet and return which abilities work."""
        text, looks, finder = self._reader(), self.looks(), self.finder()
        return (
            Part("codes", works=True),
            Part("text", text is not None, self._why, text.stamp if text else None),
            Part("looks", looks is not None, self._looks_why, looks.stamp if looks else None),
            Part("detector", finder is not None, self._finder_why, finder.stamp if finder else None),
        )

    def finder(self) -> Finder | None:
        """Return the detector, loaded; None where its model is missing or damaged."""
        if self._finder is None and self._finds:
            try:
                self._finder = Finder(threads=self._threads)
            except (ModelMissingError, ModelDamagedError, ImportError) as error:
                self._finds, self._finder_why = False, str(error)
        return self._finder

    def looks(self) -> LooksRecogniser | None:
        """Return the eye for looks, loaded; None where its model is missing or damaged."""
        if self._by_looks is None and not self._looks_why:
            try:
                self._by_looks = LooksRecogniser(self._gallery, threads=self._threads)
            except (ModelMissingError, ModelDamagedError, ImportError) as error:
                self._looks_why = str(error)
        return self._by_looks

    def _look(self, image: Image, *, thorough: bool) -> tuple[Sighting, ...]:
        suspected = examine(image)
        if suspected.problem is PictureProblem.COVERED:
            return (_nothing(suspected, image),)
        reader, finder = self._reader(), self.finder()
        read = Read(read_codes(image, thorough=thorough), reader(image) if reader else [])
        found = finder(image) if finder else None
        if found and thorough:
            read = look_again(image, read, found.sure, reader)
        seen = sightings_of(read.codes, read.lines, suspected, reader.stamp if reader else None)
        if found and finder:
            seen += things_of(image, found, seen, suspected, finder.stamp)
        looks = self.looks() if len(self._gallery) else None
        seen = with_looks(image, seen, suspected, looks) if looks else seen
        seen = [one for one in seen if not _imagined(one, suspected)]
        health = verdict(suspected, read.lines, found=any(_serves(one, suspected) for one in seen))
        return tuple(replace(one, health=health) for one in seen) or (_nothing(health, image),)

    def _reader(self) -> TextReader | None:
        if self._text is None and self._wanted:
            try:
                self._text = TextReader(threads=self._threads)
            except (ModelMissingError, ModelDamagedError, ImportError) as error:
                self._wanted, self._why = False, str(error)
        return self._text


def _serves(sighting: Sighting, suspected: PictureHealth) -> bool:
    """Return whether a sighting holds something to act upon: a code, a value, known looks, or print read well.

    An outline alone serves only in a picture with which nothing is wrong.
    """
    told = sighting.code or sighting.candidates or states_something(sighting.fields)
    clear = bool(sighting.fields.text) or not suspected.problem
    return bool(told) or (clear and sighting.confidence >= _WELL_READ)


def _imagined(sighting: Sighting, suspected: PictureHealth) -> bool:
    """Return whether it is a product by its outline alone, in a picture too bad for that: any shadow has one."""
    named = sighting.code or sighting.candidates or sighting.fields.text
    return bool(suspected.problem) and sighting.kind is Kind.PRODUCT and not named


def _nothing(health: PictureHealth, image: Image) -> Sighting:
    height, width = image.shape[:2]
    return Sighting(Kind.NOTHING, 0.0, (0, 0, width, height), health)
