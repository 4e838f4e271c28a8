"""The papers for the day of a meeting: one of them page by page at the left; at the right which there are, in which print, and what to know before."""

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtGui import QImage

from facilitator_app.errors import Trouble
from facilitator_app.language import number_word, word
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Id
from facilitator_app.ui.leaving import Leaves, add_ways, print_it
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.copy import WITH_CODE
from facilitator_app.ui.pages.register import add_register
from facilitator_app.ui.pages.stops import stop_card
from facilitator_app.ui.parts.choices import Choice, Choices
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.page_pictures import PagePicture, images_of
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.parts.words import body, sentence
from facilitator_app.ui.place import Place
from facilitator_app.workbook import day, forms, office, papers
from facilitator_app.workbook.day import DayPaper
from facilitator_app.workbook.print_register import Wanted

_PRINT = {
    day.GUIDE: "Print the guide",
    day.BOOKLET: "Print the booklet",
    day.SEATS: "Print the seats",
    day.OFFICER: "Print this for an officer",
    day.LIST: "Print the list",
}
_IN_THE_GUIDE = (
    "These are the words that this meeting was planned with. What you wrote yourself, and what the guide says to you alone, is not on it."
)
_TO_KNOW = {
    day.GUIDE: (_IN_THE_GUIDE,),
    day.BOOKLET: ("Print it on both sides, short edge. Then fold the stack in the middle.", _IN_THE_GUIDE),
    day.SEATS: ("It says who is who, and what will not be talked about. Keep it with you, and take it home.",),
    day.OFFICER: ("It has names and chairs, and says who leads. There is no role on it and no note.",),
    day.LIST: (
        "It has what you take in and how many pages, and nobody’s name. Print it last: it counts the papers as they are now.",
        "It counts each in the print that stands here:",
    ),
    day.BLANK: (
        "One for each side and one for the case file, with the same numbers. The names are on it, and nothing that anybody told you.",
        "First names or initials are enough to sign.",
        "The case file’s set has a code, so that its scan finds its place; the others have none.",
    ),
}


@dataclass(frozen=True, slots=True, repr=False)
class _Found:
    """What the page shows: the paper, or why there is none, in which print, and its pages."""

    file: CaseFile
    kind: day.Kind
    format: str
    paper: DayPaper | None
    trouble: Trouble | None
    images: tuple[QImage, ...]
    stops: tuple[papers.Stop, ...] = ()


class DayPage(Page):
    """`more` is the key of a paper, and the print if one was chosen: "seats/large". Each is printed by itself, as a job of its own."""

    def read(self) -> _Found:
        """Makes the paper. The first one of a day takes some tenths of a second: the press is loaded."""
        key, _, chosen = self.place.more.partition("/")
        file, kind = self.book.case(self.place.case), day.kind_of(key)
        format = day.format_of(self.book, file, kind, chosen)
        try:
            paper = day.make(self.book, self.place.case, kind.key, chosen)
        except Trouble as trouble:
            return _Found(file, kind, format, None, trouble, (), self._stops(file, kind.key))
        return _Found(file, kind, format, paper, None, images_of(paper.data))

    def _stops(self, file: CaseFile, key: str) -> tuple[papers.Stop, ...]:
        try:
            return day.stops(self.book, file, key)
        except Trouble:  # there is nothing to look through: the page says why
            return ()

    def show_read(self, found: _Found) -> None:
        """Pages, or what stands in the way."""
        self._found = found
        self.case_strip(found.file, "meeting", self._main_words(found))
        columns = Columns()
        for number, image in enumerate(found.images, 1):
            columns.text.add(PagePicture(image, f"Page {number} of {len(found.images)}"), before=0 if number == 1 else 14)
        if found.trouble is not None:
            columns.text.add(sentence("This paper cannot be printed yet."))
            self._in_the_way(columns, found, found.trouble)
        self._at_side(columns, found)
        self.put_in(columns)

    def _in_the_way(self, columns: Columns, found: _Found, trouble: Trouble) -> None:
        if not found.stops:
            columns.text.add(body(trouble.words), before=12)
        for stop in found.stops:
            reader, fold = day.reader_of(found.kind.key), "when" if found.kind.key == day.OFFICER else "papers"
            change = partial(self.go.emit, Place("meeting", self.place.case, Id(""), fold))
            columns.text.add(stop_card(self, found.file, stop, reader, change, asks=False), before=14)

    def _main_words(self, found: _Found) -> str:
        if found.paper is None:
            return ""
        return _PRINT.get(found.kind.key, f"Print {number_word(found.paper.sets)} sets")

    def _at_side(self, columns: Columns, found: _Found) -> None:
        columns.side.section("Papers for the day", first=True)
        choices = Choices([Choice(one.key, one.title, one.about) for one in day.KINDS], found.kind.key)
        chosen = self.place.more.partition("/")[2]
        choices.chosen.connect(lambda key: self._choose(key, chosen))
        columns.side.add(choices, out=True)
        if found.kind.key != day.BOOKLET:  # two pages on each side of a sheet have one print alone
            columns.side.section("Print")
            formats = Choices([Choice(one, word("format", one)) for one in forms.IN_PRINT], found.format)
            formats.chosen.connect(lambda key: self._choose(found.kind.key, key))
            columns.side.add(formats, out=True)
        if found.paper is not None:
            columns.side.section("Before you print")
            for number, words in enumerate(_TO_KNOW[found.kind.key]):
                columns.side.add(body(words, "soft"), before=8 if number else 0)
            self._counted(columns, found.paper)
            add_ways(self, columns.side, self._leaves(found.paper))
        add_register(self, columns, found.file)

    @staticmethod
    def _counted(columns: Columns, paper: DayPaper) -> None:
        """On the list: in which print it counts each paper, for somebody may print them in several."""
        if not paper.counted:
            return
        rows = Rows(whole=False)
        for title, format in paper.counted:
            rows.add(title, word("format", format))
        columns.side.add(rows, before=8)

    def _choose(self, key: str, format: str) -> None:
        """One print for all of them: what was chosen goes along to the next paper."""
        self.go.emit(Place("day", self.place.case, self.place.record, f"{key}/{format}" if format else key))

    def _leaves(self, paper: DayPaper) -> Leaves:
        """The paper that is shown, as something that can leave."""

        def issue(how: str, sets: int, wanted: Wanted | None) -> object:
            return day.issued(self.book, self.place.case, paper, how, sets, wanted)

        ours = paper.blank.beside if paper.blank else None

        def issue_ours(how: str, sets: int, wanted: Wanted | None) -> object:
            return day.issued(self.book, self.place.case, replace(paper, blank=ours), how, sets, wanted)

        ways = office.ways(self._found.file, Id(""), paper.kind.entered)
        return Leaves(
            paper.data,
            paper.kind.file_name,
            issue,
            ways,
            paper.sets,
            booklet=paper.kind.key == day.BOOKLET,
            one_sided=paper.kind.key == day.LIST,
            beside=Leaves(ours.data, paper.kind.file_name, issue_ours, ways, save_words=WITH_CODE) if ours else None,
        )

    def main_pressed(self) -> None:
        """The system's print dialog; what was printed stands in the register."""
        if self._found.paper is not None:
            print_it(self, self._leaves(self._found.paper))
