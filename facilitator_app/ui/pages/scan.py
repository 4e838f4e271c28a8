"""One scanned page: its picture, and the place that it has or is given. The place's case is empty while it has none.

Keys only: arrows and Enter choose a case, then the paper. Whose part it will lie in stands with every choice, and it can be moved afterwards.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QTransform
from PySide6.QtWidgets import QWidget

from facilitator_app import calendar
from facilitator_app.errors import Trouble
from facilitator_app.language import word
from facilitator_app.records import LooseScan, OwnScan, Scan
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import NOBODY, Id
from facilitator_app.ui.page import Page, focus_named
from facilitator_app.ui.pages.case import shape
from facilitator_app.ui.parts.buttons import ButtonRow, link_button, quiet_button
from facilitator_app.ui.parts.choices import Choice, Choices
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.owner import Shape
from facilitator_app.ui.parts.paper_beside import PaperBeside
from facilitator_app.ui.parts.words import body, head, label, sentence
from facilitator_app.ui.place import Place
from facilitator_app.workbook import scan_places, scans
from facilitator_app.workbook.acts import Changed
from facilitator_app.workbook.scan_places import Offered
from facilitator_app.workbook.workbook import shape_of

_CASES = 12
_ASK = (
    "Is it about nobody here? Then its picture is forgotten, and cannot be brought back. That it came, and that you took it away, is kept."
)


@dataclass(frozen=True, slots=True, repr=False)
class _Found:
    """The page, the case that it lies in or is to lie in, its picture, and what may be chosen: cases, or places in one of them."""

    scan: LooseScan | Scan | OwnScan | None
    file: CaseFile | None
    image: QImage
    cases: tuple[tuple[Id, str], ...]
    offered: tuple[Offered, ...]
    chosen: CaseFile | None
    next: Id = NOBODY  # the page that waits after this one


class ScanPage(Page):
    """`more` is the case whose places are shown; "move" before one was chosen for a page that has a place."""

    place_in_rail: ClassVar[str] = "papers"

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._turned = 0
        self._asks = False
        self._first: QWidget | None = None  # where the cursor begins

    def concerns(self, _changed: Changed) -> bool:
        """It is its own doing."""
        return False

    def read(self) -> _Found:
        """The page and what may be chosen for it."""
        book, place = self.book, self.place
        file = book.case(place.case) if place.case else None
        scan = _scan_in(file, place.record) if file else scans.loose(book, place.record)
        if scan is None:
            return _Found(None, file, QImage(), (), (), None)
        image = QImage.fromData(scans.picture_of(book, file, scan))
        waiting = [one.id for one in scans.waiting(book) if one.id != scan.id]
        named = scan_places.owners_of(book, scans.codes_of(scan))
        every = [(fact.case, fact.nickname or fact.reference) for fact in book.cases() if fact.known]
        cases = tuple(one for one in every if not named or one[0] in {place.case for place in named})[:_CASES]
        wanted = place.more if place.more not in ("", "move") else cases[0][0] if len(cases) == 1 else ""
        chosen = book.case(Id(wanted)) if wanted else None
        offered = tuple(scan_places.places_in(chosen, named)) if chosen else ()
        return _Found(scan, file, image, cases, offered, chosen, waiting[0] if waiting else NOBODY)

    def show_read(self, found: _Found) -> None:
        """Picture and place."""
        self._found = found
        self.title, self.subtitle = "A scanned page", ""
        self.main_words = ""
        if found.scan is None:
            self._not_here()
            return
        beside, self._first = PaperBeside(), None
        image = found.image.transformed(QTransform().rotate(self._turned)) if self._turned else found.image
        beside.paper([image], "The scanned page")
        column = beside.words
        if isinstance(found.scan, LooseScan):
            column.add(sentence("Where does this page belong?"))
            said = "Nothing seems to stand on it." if found.scan.empty else word("scan_doubt", found.scan.doubt)
            column.add(body(said, "soft"), before=8)
            self._choose(beside, found)
            self._away(beside)
        elif self.place.more:
            column.add(sentence("Where does this page belong?"))
            self._choose(beside, found)
        else:
            self._filed(beside, found, found.scan)
        turn = link_button("Turn the picture", "Turn the picture")
        turn.clicked.connect(self._turn)
        column.add(turn, before=20)
        self.put_in(beside)
        self.begin_at = self._begin

    def _not_here(self) -> None:
        self.main_words = "Back to the scans"
        columns = Columns()
        columns.side.hide()
        columns.text.add(sentence("This page is not here any more."))
        columns.text.add(body("It has its place by now, or somebody took it away.", "soft"), before=8)
        self.put_in(columns)

    def _begin(self) -> None:
        stops = [self._first, *self._first.findChildren(QWidget)] if self._first else []
        first = next((one for one in stops if one.focusPolicy() & Qt.FocusPolicy.TabFocus), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.nothing_to_type.emit()

    def _filed(self, beside: PaperBeside, found: _Found, scan: Scan | OwnScan) -> None:
        file = found.file
        if file is None:
            return
        self.main_words = "Back to the scans"
        today = self.book.clock.today()
        owner = file.name(scan.person) if isinstance(scan, OwnScan) else ""
        beside.words.add(sentence(scan_places.said_of(file, scan)))
        whose = (
            f"It lies in {owner}’s part. Nobody else’s side shows it."
            if owner
            else "It lies with the case, and is not shown while one side alone is open."
        )
        beside.words.add(body(f"{file.nickname}. {whose}", "soft"), before=8)
        day = calendar.said(scan.at[:10], today)
        by = f"Filed by {scan.filed_by}." if scan.filed_by else "Filed by its code."
        beside.words.add(label(f"Brought in on {day}, {scan.at[11:16]}, by {scan.by}. {by}", "soft"), before=8)
        if isinstance(scan, Scan) and scan.differed:
            beside.words.section("What stands otherwise on paper")
            beside.words.add(body(scan.differed))
        if isinstance(scan, Scan) and scan.paper == "agreement_blank":
            compare = quiet_button("Compare it with what was typed")
            compare.clicked.connect(lambda: self.go.emit(Place("compare", file.id)))
            beside.words.add(ButtonRow(compare), before=20)
        elsewhere = link_button("It belongs elsewhere")
        elsewhere.clicked.connect(lambda: self.go.emit(Place("scan", file.id, scan.id, "move")))
        beside.words.add(elsewhere, before=20)

    # Choosing -------------------------------------------------------------------------------------------------------------------

    def _choose(self, beside: PaperBeside, found: _Found) -> None:
        if found.chosen is None:
            options = [Choice(case, name) for case, name in found.cases]
            beside.words.section("Which case?")
            if not options:
                beside.words.add(body("No open case is here."))
                return
            choices = Choices(options)
            choices.chosen.connect(lambda case: self.go.emit(Place("scan", self.place.case, self.place.record, case)))
        else:
            beside.words.section(found.chosen.nickname)
            choices = Choices([self._option(found.chosen, one) for one in found.offered])
            choices.chosen.connect(self._file)
        beside.words.add(choices, out=True)
        self._first = choices
        if found.chosen is not None and len(found.cases) > 1:
            other = link_button("Another case")
            more = "move" if self.place.case else ""
            other.clicked.connect(lambda: self.go.emit(Place("scan", self.place.case, self.place.record, more)))
            beside.words.add(other, before=12)

    def _option(self, file: CaseFile, one: Offered) -> Choice:
        person = one.belongs.person
        name = file.name(person)
        return Choice(one.key, one.words, f"{name} only" if name else "The case", shape(shape_of(file, person)) if name else Shape.TRIANGLE)

    def _file(self, key: str) -> None:
        found = self._found
        offered = next((one for one in found.offered if one.key == key), None)
        if offered is None or found.scan is None or found.chosen is None:
            return
        scan, file, belongs = found.scan, found.file, offered.belongs
        name = found.chosen.name(belongs.person)
        said = f"Filed with what is {name}’s." if name else "Filed with the case."

        def work() -> object:
            if file is not None and not isinstance(scan, LooseScan):
                return scans.refile(self.book, file, scan, belongs)
            return scans.file_at(self.book, scan.id, belongs)

        def filed(_: object) -> None:
            self.said.emit(said)
            self._on()

        self.act(work, filed)

    def _on(self) -> None:
        """To the next page that waits; to the list when none does."""
        self.go.emit(Place("scan", NOBODY, self._found.next) if self._found.next and not self.place.case else Place("scans"))

    def _away(self, beside: PaperBeside) -> None:
        away = link_button("This is about nobody here: take it away")
        away.clicked.connect(lambda: self._ask_away(asks=True))
        if not self._asks:
            beside.words.add(away, before=28)
            return
        yes, no = quiet_button("Take it away"), quiet_button("Leave it here")
        yes.clicked.connect(lambda: self.act(lambda: scans.take_away(self.book, self.place.record), lambda _: self._on()))
        no.clicked.connect(lambda: self._ask_away(asks=False))
        beside.words.add(head("Take it away?"), before=28)
        beside.words.add(body(_ASK), before=6)
        beside.words.add(ButtonRow(no, yes), before=12)
        self._first = no

    def _ask_away(self, *, asks: bool) -> None:
        self._asks = asks
        self.show_read(self._found)
        if self.begin_at is not None:
            self.begin_at()

    def _turn(self) -> None:
        self._turned = (self._turned + 90) % 360
        self.show_read(self._found)
        focus_named(self, "Turn the picture")

    def refused(self, trouble: Trouble) -> None:
        """Somebody has placed it meanwhile, or it is another's: said, and shown as it is now."""
        super().refused(trouble)
        self.refresh()

    def main_pressed(self) -> None:
        """Back to the list."""
        if self.main_words:
            self.go.emit(Place("scans"))


def _scan_in(file: CaseFile, id: Id) -> Scan | OwnScan | None:
    return next((one for one in scans.filed_in(file) if one.id == id), None)
