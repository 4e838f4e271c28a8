"""The sheets for a visit: page by page at the left as they will be printed; at the right what they are, and what to know before they are printed.

What was printed for this visit is shown again, the same sheets with the same codes, until somebody makes new ones. With one side open it is
closed like every paper: what must not be on it could not be looked for.
"""

from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QImage, QKeySequence, QShortcut

from facilitator_app.errors import Trouble
from facilitator_app.language import word
from facilitator_app.records import Participant, Preparation, Printed, SafetyQuestions
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import field_of
from facilitator_app.records.risk import ASKED_ALOUD
from facilitator_app.records.sheets_out import Became, became_of, name_of, sheets_of
from facilitator_app.records.visit_sheet import FOLLOW_UP, GIVEN, SAFETY
from facilitator_app.ui.desk import Desk
from facilitator_app.ui.leaving import Leaves, add_ways, print_it
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.case import shape
from facilitator_app.ui.pages.stops import stop_card
from facilitator_app.ui.parts.buttons import link_button
from facilitator_app.ui.parts.choices import Choice, Choices
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.more import fold_under_more
from facilitator_app.ui.parts.owner import OwnerWords
from facilitator_app.ui.parts.page_pictures import PagePicture, images_of
from facilitator_app.ui.parts.picks import Tick
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.parts.words import body, label, sentence
from facilitator_app.ui.place import Place
from facilitator_app.workbook import back_from_paper, office, pack, paper_out, papers
from facilitator_app.workbook.pack import Made, NoSuchVisit, Offer
from facilitator_app.workbook.print_register import Wanted
from facilitator_app.workbook.workbook import Workbook, shape_of

_NEW = "new"
_AND = "+"  # in a place, before each sheet that somebody asked for: "large+given"
_ADDED = {
    GIVEN: "What was explained and handed over",
    FOLLOW_UP: "How things are, after the meeting",
    SAFETY: "The safety questions, as numbers",
}
_NO_PAPER = (
    "These words are on no paper. Look at them before you leave, and ask when nobody else can hear. The sixth is what you think yourself: "
    "answer it here, afterwards."
)
_TO_KNOW = (
    "Print it on one side. The last page is the list for where bags are looked through: it names nobody.",
    "What you think yourself is on none of these sheets. Write it in the car, on other paper, or type it.",
    "How somebody may be reached, and when not, is on none either. Ask it aloud, and type it in afterwards.",
    "The square code has ten letters that mean nothing. With it a scan finds its sheet.",
)


@dataclass(frozen=True, slots=True, repr=False)
class _Found:
    """What the page shows: what was printed already, or the sheets as they would be printed now, or why there are none."""

    file: CaseFile
    meeting: Preparation
    offer: Offer
    printed: Printed | None
    made: Made | None
    data: bytes
    trouble: Trouble | None
    images: tuple[QImage, ...]


class VisitPackPage(Page):
    """`record` is the visit; `more` the print, or "new/PRINT" for new sheets where some were printed before."""

    def __init__(self, desk: Desk, book: Workbook, place: Place) -> None:
        super().__init__(desk, book, place)
        self._found: _Found | None = None
        self._out_before = -1  # how many sheets were out when the page was opened: once new ones have left, those are shown
        # At a prison's door the same two keys as on the page of the visit, from wherever the cursor is.
        could_not = QShortcut(QKeySequence("Ctrl+."), self)
        could_not.activated.connect(lambda: self.to("preparation", self.place.record, "could_not"))

    def read(self) -> _Found:
        """The bytes of what was printed; else makes the sheets. The first paper of a day takes some tenths of a second."""
        file = self.book.case(self.place.case)
        meeting = file.get(Preparation, self.place.record)
        if meeting is None:
            raise NoSuchVisit
        new, _, chosen = self.place.more.rpartition("/")
        format, *added = chosen.split(_AND)
        out = len(sheets_of(file, meeting.id))
        self._out_before = out if self._out_before < 0 else self._out_before
        printed = None if new == _NEW and out == self._out_before else pack.printed_for(file, meeting.id)
        offer = pack.offer(self.book, file, meeting, format or "standard", added)
        try:
            if printed is not None:
                data = pack.again(self.book, file, printed)
                return _Found(file, meeting, offer, printed, None, data, None, images_of(data))
            made = pack.make(offer)
        except Trouble as trouble:
            return _Found(file, meeting, offer, printed, None, b"", trouble, ())
        return _Found(file, meeting, offer, None, made, made.data, None, images_of(made.data))

    def show_read(self, found: _Found) -> None:
        """Pages, or what stands in the way."""
        self._found = found
        name = found.offer.name
        main = f"Print the sheets for {name}" if found.made else "Print the same sheets again" if found.data else ""
        self.case_strip(found.file, "preparation", main)
        columns = Columns()
        for number, image in enumerate(found.images, 1):
            columns.text.add(PagePicture(image, f"Page {number} of {len(found.images)}"), before=0 if number == 1 else 14)
        if found.trouble is not None:
            columns.text.add(sentence("These sheets cannot be printed now."))
            self._in_the_way(columns, found, found.trouble)
        self._at_side(columns, found)
        self.put_in(columns)

    def _in_the_way(self, columns: Columns, found: _Found, trouble: Trouble) -> None:
        if found.printed is not None or found.offer.why_not or not found.offer.stops:
            columns.text.add(body(trouble.words), before=12)
            before = link_button("Before you go ahead")
            before.clicked.connect(lambda: self.to("before"))
            columns.text.add(before, before=12)
            return
        for stop in found.offer.stops:
            change = partial(self.to, "record", found.meeting.person, Participant.kind)
            card = stop_card(self, found.file, stop, found.meeting.person, change)
            columns.text.add(card, before=14)

    # At the side --------------------------------------------------------------------------------------------------------------

    def _at_side(self, columns: Columns, found: _Found) -> None:
        side, name = columns.side, found.offer.name
        side.section(f"Sheets for the visit with {name}", first=True)
        side.add(OwnerWords(shape(shape_of(found.file, found.meeting.person)), f"{name} only"))
        self._sheets(columns, found)
        for words, page in (("Write up this visit", "preparation"), ("Back from paper", "back_from_paper")):
            link = link_button(words)
            link.clicked.connect(lambda _=False, page=page: self.to(page, found.meeting.id))
            if page == "preparation" or sheets_of(found.file, found.meeting.id):
                side.add(link, before=12)
        if found.printed is None and self.book.side is None:
            self._more_sheets(columns, found)
        self._six(columns, found)
        if found.printed is None:
            side.section("Print")
            formats = Choices([Choice(one, word("format", one)) for one in pack.FORMATS], found.offer.format)
            formats.chosen.connect(lambda key: self._choose(found, key, found.offer.added))
            side.add(formats, out=True)
        if found.data:
            self._before(columns, found)

    def _more_sheets(self, columns: Columns, found: _Found) -> None:
        """Sheets that are taken along when somebody asks for them: those that fit this visit, each with why; the others under "More"."""
        side, added = columns.side, found.offer.added
        fits = pack.why_it_fits(found.file, found.meeting)
        side.section("Also for this visit")
        folded = []
        for form in pack.may_add(found.file, found.meeting.person):
            tick = Tick(_ADDED[form], ticked=form in added)
            tick.setObjectName(f"visit_pack.{form}")
            tick.clicked.connect(lambda on, form=form: self._add(found, form, on=on))
            if form in fits or form in added:
                side.add(tick, before=6)
                side.add(label(fits.get(form, ""), "soft")) if form in fits else None
            else:
                folded.append(tick)
        fold_under_more(side, folded, "Other sheets")

    def _add(self, found: _Found, form: str, *, on: bool) -> None:
        without = tuple(one for one in found.offer.added if one != form)
        self._choose(found, found.offer.format, (*without, form) if on else without)

    def _choose(self, found: _Found, format: str, added: tuple[str, ...]) -> None:
        """The same visit in another print, or with other sheets."""
        new = f"{_NEW}/" if self.place.more.startswith(_NEW) else ""
        self._go(found, f"{new}{_AND.join((format, *added))}")

    def _six(self, columns: Columns, found: _Found) -> None:
        """What the numbers mean, on the screen alone."""
        forms = {str(sheet.form) for sheet in sheets_of(found.file, found.meeting.id)} if found.printed else set(found.offer.added)
        if SAFETY not in forms or self.book.side is not None:
            return
        columns.side.section("What the numbers ask")
        for number, name in enumerate(ASKED_ALOUD, 1):
            said = field_of(SafetyQuestions, name).ask.label
            columns.side.add(body(f"{number}  {said}"), before=4 if number > 1 else 0)
        columns.side.add(body(_NO_PAPER, "soft"), before=8)

    def _sheets(self, columns: Columns, found: _Found) -> None:
        rows = Rows(whole=False)
        if found.printed is not None:
            for sheet in sheets_of(found.file, found.meeting.id):
                became = became_of(found.file, sheet)
                said = "Printed" if became is Became.OUT else back_from_paper.became_words(found.file, sheet)
                rows.add(f"{name_of(sheet)}  {word('sheet_form', sheet.form)}", said)
        else:
            pages = found.made.pages if found.made else ()
            for number, one in enumerate(found.offer.sheets.sheets):
                count = pages[number] if number < len(pages) else 0
                rows.add(f"P-{one.number}  {one.neutral}", "" if not count else "1 page" if count == 1 else f"{count} pages")
        columns.side.add(rows, before=8)

    def _before(self, columns: Columns, found: _Found) -> None:
        columns.side.section("Before you print")
        for number, words in enumerate(_TO_KNOW):
            columns.side.add(body(words, "soft"), before=8 if number else 0)
        if found.made is not None:
            columns.side.add(body(self._looked_for(found.offer), "soft"), before=8)
        add_ways(self, columns.side, self._leaves(found))
        if found.printed is not None:
            new = link_button("Make new sheets")
            new.clicked.connect(lambda: self._go(found, f"{_NEW}/{_AND.join((found.offer.format, *found.offer.added))}"))
            columns.side.add(new, before=12)
            columns.side.add(body("Their numbers go on. Take only one set along, and destroy the other.", "soft"), before=4)

    @staticmethod
    def _looked_for(offer: Offer) -> str:
        found = f"{papers.looked_for_words(offer.looked_for)} " if offer.looked_for else ""
        return f"{found}We cannot see hints. Read it once as {offer.name} would."

    def _go(self, found: _Found, more: str) -> None:
        self.go.emit(Place("visit_pack", self.place.case, found.meeting.id, more))

    # Printing -----------------------------------------------------------------------------------------------------------------

    def _leaves(self, found: _Found) -> Leaves:
        """The sheets that are shown, as something that can leave."""

        def issue(how: str, sets: int, wanted: Wanted | None) -> object:
            if found.made is not None:
                return pack.issued(self.book, self.place.case, found.made, how, sets, wanted)
            if found.printed is None:
                return None
            if wanted is not None:
                return paper_out.asked_again(self.book, found.file, found.printed, wanted, sets)
            return paper_out.printed_again(self.book, found.file, found.printed, how, sets)

        ways = office.ways(found.file, found.meeting.person, pack.PAPER)
        return Leaves(found.data, pack.FILE_NAME, issue, ways, one_sided=True)

    def main_pressed(self) -> None:
        """The system's print dialog; what was printed stands in the register, and each sheet in this person's part."""
        if self._found is not None and self._found.data:
            print_it(self, self._leaves(self._found))
