"""Papers for those around a case: the pages at the left as they will be printed, or what is not recorded; at the right which paper, and in which print.

With one side open it is closed like every paper: what must not be on it could not be looked for.
"""

from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QImage

from facilitator_app.errors import Trouble
from facilitator_app.language import word
from facilitator_app.records import Printed
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.paper_out import OPENED, OUTSIDE
from facilitator_app.records.record import Id
from facilitator_app.ui.leaving import Leaves, add_ways, print_it
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.register import add_register
from facilitator_app.ui.pages.stops import stop_card
from facilitator_app.ui.parts.buttons import link_button
from facilitator_app.ui.parts.choices import Choice, Choices
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.empty import Empty
from facilitator_app.ui.parts.page_pictures import PagePicture, images_of
from facilitator_app.ui.parts.words import body, sentence
from facilitator_app.ui.place import Place
from facilitator_app.workbook import around, office, papers
from facilitator_app.workbook.around import Made, Offer, Stopping
from facilitator_app.workbook.print_register import Wanted

_TO_KNOW = {
    "supporter": "It says when and where, what they were let know, and what they do themselves. Nothing of the other side is on it.",
    "interpreter": "It says for whom, in which language, when and where. What is said is heard in the room, and stands on no paper.",
    "prison_visit": "The full name and the number are on it, because the prison needs them. Whom else it is about, and why, is not.",
    "referrer": "It says whether they took part, when, and what was agreed if everybody said yes to sharing it. Never why not.",
    "court": "It says whether they took part, when, and what was agreed if everybody said yes to sharing it. Never why not, and never through whom.",
    "register": "It stays in the office. What somebody said about a copy, and who else has one, stands on the screen alone.",
    "checker": "It has this one line and nothing else. Names that are not needed are left out.",
}


@dataclass(frozen=True, slots=True, repr=False)
class _Found:
    """What the page shows: the papers that there may be, the one that is chosen, its pages or why there are none."""

    file: CaseFile
    every: tuple[around.Wanted, ...]
    offer: Offer | None = None
    made: Made | None = None
    trouble: Trouble | None = None
    images: tuple[QImage, ...] = ()


class AroundPage(Page):
    """`record` is whom the paper is for or about, or the line; `more` the paper and the print: "court/large"."""

    _found: _Found | None = None

    def read(self) -> _Found:
        """Makes the paper that is chosen; the first one where none is."""
        file = self.book.case(self.place.case)
        every = tuple(around.wanted_in(file))
        paper, _, format = self.place.more.partition("/")
        wanted = around.wanted_as(file, f"{paper}:{self.place.record}")
        if wanted is None:
            return _Found(file, every)
        offer = around.offer(self.book, file, wanted, format)
        try:
            made = around.make(offer)
        except Trouble as trouble:
            return _Found(file, every, offer, None, trouble)
        return _Found(file, every, offer, made, None, images_of(made.data))

    def show_read(self, found: _Found) -> None:
        """Pages, or what stands in the way."""
        self._found = found
        self.case_strip(found.file, "case", "Print this paper" if found.made else "")
        columns = Columns()
        if found.offer is None:
            columns.side.hide()
            columns.text.add(
                Empty("Nobody is around this case yet.", "When people have names on paper, papers for those around them stand here.")
            )
            self.put_in(columns)
            return
        for number, image in enumerate(found.images, 1):
            columns.text.add(PagePicture(image, f"Page {number} of {len(found.images)}"), before=0 if number == 1 else 14)
        if found.trouble is not None:
            columns.text.add(sentence("This paper cannot be printed now."))
            self._in_the_way(columns, found, found.offer, found.trouble)
        self._choices(columns, found, found.offer)
        self._before(columns, found, found.offer)
        add_register(self, columns, found.file, {one.id for one in found.file.all(Printed) if one.paper in OPENED})
        self.put_in(columns)

    # What stands in the way -------------------------------------------------------------------------------------------------------

    def _in_the_way(self, columns: Columns, found: _Found, offer: Offer, trouble: Trouble) -> None:
        if offer.why_not or not offer.stops:
            columns.text.add(body(trouble.words), before=12)
            words, page, record = self._mends(found, offer)
            link = link_button(words)
            link.clicked.connect(lambda: self.to(page, record))
            columns.text.add(link, before=12)
            return
        for stop in offer.stops:
            # Somebody outside is no receiver of words that are passed on: what is private goes to them from nobody.
            asks, change = offer.wanted.paper not in OUTSIDE, partial(self._change, offer, stop)
            columns.text.add(stop_card(self, found.file, stop, offer.reader, change, asks=asks), before=14)

    @staticmethod
    def _mends(found: _Found, offer: Offer) -> tuple[str, str, Id]:
        """The words of the link to where it can be written down, the page, and whose."""
        wanted, file = offer.wanted, found.file
        if wanted.paper == "checker":
            return "To this line", "sealed_term", wanted.subject
        person = file.side_of(wanted.subject)
        return f"To {file.name(person)}’s page", "person", person

    def _change(self, offer: Offer, stop: Stopping) -> None:
        """To where these words were typed."""
        if stop.field == "meeting":
            self.go.emit(Place("meeting", self.place.case, Id(""), "when"))
        elif stop.field in ("terms", "line"):
            self.to("agreement")
        elif stop.field == "told":
            self.to("passing")
        else:
            self.to("person", offer.wanted.subject)

    # At the side ------------------------------------------------------------------------------------------------------------------

    def _choices(self, columns: Columns, found: _Found, offer: Offer) -> None:
        columns.side.section("Which paper", first=True)
        every = Choices([Choice(one.key, word("paper", one.paper), one.said) for one in found.every], offer.wanted.key)
        every.chosen.connect(lambda key: self._choose(key, ""))
        columns.side.add(every, out=True)
        columns.side.section("Print")
        formats = Choices([Choice(one, word("format", one)) for one in around.formats_of(offer.wanted.paper)], offer.format)
        formats.chosen.connect(lambda key: self._choose(offer.wanted.key, key))
        columns.side.add(formats, out=True)

    def _before(self, columns: Columns, found: _Found, offer: Offer) -> None:
        if found.made is None:
            return
        columns.side.section("Before you print")
        columns.side.add(body(_TO_KNOW[offer.wanted.paper]))
        looked = f"{papers.looked_for_words(offer.looked_for, 'that are private here')} " if offer.looked_for else ""
        reader = around.reader_words(found.file, offer.wanted)
        columns.side.add(body(f"{looked}We cannot see hints. Read it once as {reader} would.", "soft"), before=8)
        add_ways(self, columns.side, self._leaves(found, found.made))

    def _choose(self, key: str, format: str) -> None:
        paper, _, subject = key.partition(":")
        self.go.emit(Place("around", self.place.case, Id(subject), f"{paper}/{format}" if format else paper))

    def _leaves(self, found: _Found, made: Made) -> Leaves:
        """The paper that is shown, as something that can leave."""

        def issue(how: str, sets: int, asked: Wanted | None) -> object:
            return around.issued(self.book, self.place.case, made, how, sets, asked)

        wanted = made.offer.wanted
        person = Id("") if wanted.paper in OUTSIDE else wanted.subject
        return Leaves(made.data, made.name, issue, office.ways(found.file, person, wanted.paper))

    def main_pressed(self) -> None:
        """The system's print dialog; what was printed stands in the register."""
        found = self._found
        if found is not None and found.made is not None:
            print_it(self, self._leaves(found, found.made))
