"""One copy before it is printed: its pages at the left; at the right for whom, and what stands in its way."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QImage

from facilitator_app.errors import Trouble
from facilitator_app.language import number_word, word, words
from facilitator_app.records import SomethingElse, WelshLine
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Id
from facilitator_app.ui.leaving import Leaves, add_ways, print_it
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.case import shape
from facilitator_app.ui.pages.register import add_register
from facilitator_app.ui.pages.stops import stop_card
from facilitator_app.ui.parts.buttons import link_button
from facilitator_app.ui.parts.choices import Choice, Choices
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.fields import ChoiceField
from facilitator_app.ui.parts.owner import Shape
from facilitator_app.ui.parts.page_pictures import PagePicture, images_of
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.parts.words import body, sentence
from facilitator_app.ui.place import Place
from facilitator_app.wall.projection import CASE_FILE
from facilitator_app.wall.sheets import Standing
from facilitator_app.wall.welsh import is_wanted
from facilitator_app.workbook import agreeing, comparing, fetch_back, office, papers, welsh, welsh_copies, wishes
from facilitator_app.workbook.papers import Copy, Paper
from facilitator_app.workbook.print_register import Wanted
from facilitator_app.workbook.workbook import shape_of

WITH_CODE = "Save the case file’s sheet, with its code"


@dataclass(frozen=True, slots=True, repr=False)
class _Found:
    """What the page shows: the copies, the one that is chosen, its paper or why there is none, and its pages."""

    file: CaseFile
    copies: tuple[Copy, ...]
    chosen: Copy | None
    paper: Paper | None
    trouble: Trouble | None
    images: tuple[QImage, ...]


class CopyPage(Page):
    """`more` is the recipient, and perhaps the language: "<id>|cy"; "blank" for the blank sheet."""

    def read(self) -> _Found:
        """Makes the paper. The first one of a day takes some tenths of a second: the press is loaded."""
        file = self.book.case(self.place.case)
        if self.place.more == "blank":
            paper = papers.make_blank(self.book, self.place.case)
            return _Found(file, (), paper.copy, paper, None, images_of(paper.data))
        agreement = agreeing.agreement_of(file)
        copies = tuple(papers.copies(self.book, self.place.case, file)) if agreement else ()
        whose, _, language = self.place.more.partition("|")
        wanted = CASE_FILE if whose in ("", "case-file") else Id(whose)
        chosen = next((copy for copy in copies if copy.recipient == wanted), None)
        if chosen is not None and agreement is not None:
            language = language or welsh_copies.usual_language(self.book, file, agreement, chosen)
            chosen = welsh_copies.in_language(self.book, file, agreement, chosen, language)
        if chosen is None:
            return _Found(file, copies, None, None, None, ())
        try:
            paper = papers.make(chosen)
        except Trouble as trouble:
            return _Found(file, copies, chosen, None, trouble, ())
        return _Found(file, copies, chosen, paper, None, images_of(paper.data))

    def show_read(self, found: _Found) -> None:
        """Pages, or what stands in the way."""
        self._found = found
        blank = self.place.more == "blank"
        sets = f"Print {number_word(papers.sets_wanted(found.file))} sets"
        self.case_strip(found.file, "agreement", "" if found.paper is None else sets if blank else self._main_words(found))
        columns = Columns()
        if found.paper is not None:
            for number, image in enumerate(found.images, 1):
                columns.text.add(PagePicture(image, f"Page {number} of {len(found.images)}"), before=0 if number == 1 else 14)
        elif found.trouble is not None:
            no_paper = found.chosen is not None and found.chosen.keeping == "none"
            columns.text.add(sentence("No copy is made." if no_paper else "This copy cannot be printed yet."))
            self._in_the_way(columns, found)
        self._at_side(columns, found, blank=blank)
        self.put_in(columns)

    def _main_words(self, found: _Found) -> str:
        chosen = found.chosen
        draft = chosen is not None and (chosen.is_draft or chosen.sheet.standing is Standing.DRAFT)
        what = "draft" if draft else "copy"
        if chosen is None or chosen.recipient == CASE_FILE:
            return f"Print this {what} for the case file"
        kept = chosen.keeping == "keep"
        return f"Print {chosen.name}’s {what} to keep here" if kept else f"Print this {what} for {chosen.name}"

    def _in_the_way(self, columns: Columns, found: _Found) -> None:
        if found.chosen is None or found.trouble is None:
            return
        if not found.chosen.stops:
            columns.text.add(body(found.trouble.words), before=12)
        for stop in found.chosen.stops:
            card = stop_card(self, found.file, stop, found.chosen.recipient, partial(self.to, "term", stop.term))
            columns.text.add(card, before=14)

    def _at_side(self, columns: Columns, found: _Found, *, blank: bool) -> None:
        if found.copies:
            columns.side.section("For whom", first=True)
            options = [Choice(c.recipient or "case-file", c.name, _under(c), _shape(found.file, c)) for c in found.copies]
            choices = Choices(options, (found.chosen.recipient or "case-file") if found.chosen else "")
            choices.chosen.connect(self._choose)
            columns.side.add(choices, out=True)
        if found.chosen is not None and found.chosen.recipient:
            self._ask_wish(columns, found, found.chosen.recipient)
        self._languages(columns, found)
        if found.paper is not None:
            columns.side.section("Before you print", first=not found.copies)
            columns.side.add(body(self._what_was_looked_for(found, blank=blank), "soft"))
            if found.paper.copy.sheet.standing is Standing.DRAFT:
                columns.side.add(body("It is marked as a draft: these words are not signed yet, or were changed since."), before=12)
            self._signed_paper(columns, found)
            if not found.paper.copy.sheet.service:
                columns.side.add(body("Nobody can see on it whom to ring: your service is not written down yet."), before=12)
                down = link_button("Write down the service")
                down.clicked.connect(lambda: self.go.emit(Place("settings")))
                columns.side.add(down, before=4)
            leaves = self._leaves()
            if leaves is not None:
                add_ways(self, columns.side, leaves)
        self._something_else(columns, found)
        if not blank:
            add_register(self, columns, found.file)

    def _signed_paper(self, columns: Columns, found: _Found) -> None:
        """The first fair copy seals the words: while the scan of the signed paper lies beside them unread, that is said here too."""
        agreement = agreeing.agreement_of(found.file)
        if agreement is None or found.chosen is None or not comparing.waits_for_comparing(found.file, agreement):
            return
        columns.side.add(body("The scan of the signed paper is here. Nobody has compared these words with it yet."), before=12)
        compare = link_button("Compare with the signed paper")
        compare.clicked.connect(lambda: self.to("compare"))
        columns.side.add(compare, before=4)

    def _ask_wish(self, columns: Columns, found: _Found, person: Id) -> None:
        """Where this copy goes; and the question, where it matters: before there is one."""
        columns.side.add(body(wishes.said(found.file, person)), before=12)
        wish = wishes.wish_of_signer(found.file, person)
        keeping = ChoiceField(f"How {found.file.name(person)} wants it", list(words("keeping").items()), chosen=wish.keeping)
        keeping.setObjectName("copy_wish.keeping")
        keeping.edited.connect(lambda key: self.act(lambda: wishes.answer(self.book, found.file, person, key)))
        columns.side.add(keeping, before=10)
        if wish.keeping == "post":
            where = link_button("Where it may be posted")
            where.clicked.connect(lambda: self.to("wishes"))
            columns.side.add(where, before=8)

    def _something_else(self, columns: Columns, found: _Found) -> None:
        """What a colleague said of words on this copy, and the way to take it back: then they stop it again."""
        person = found.chosen.recipient if found.chosen else Id("")
        mine = [one for one in found.file.all(SomethingElse) if person and one.recipient == person and not one.taken_back_on]
        if not mine:
            return
        columns.side.section("Said to be something else")
        rows = Rows()
        for said in mine:
            rows.add(f"“{said.words}”", said.said_by, link="Take it back", key=said.id)
        rows.pressed.connect(lambda key: self._take_back(found.file, Id(key)))
        columns.side.add(rows)

    def _take_back(self, file: CaseFile, id: Id) -> None:
        said = file.get(SomethingElse, id)
        if said is not None:
            self.act(lambda: fetch_back.take_back_word(self.book, file, said))

    def _languages(self, columns: Columns, found: _Found) -> None:
        """In which language, where anybody here has theirs in Welsh."""
        chosen = found.chosen
        if chosen is None or not (found.file.all(WelshLine) or any(is_wanted(found.file, copy.recipient) for copy in found.copies)):
            return
        columns.side.section("Language")
        options = [Choice(one, word("printed_in", one)) for one in welsh_copies.languages(chosen)]
        choices = Choices(options, chosen.language)
        choices.chosen.connect(lambda key: self._choose(f"{chosen.recipient or 'case-file'}|{key}"))
        columns.side.add(choices, out=True)
        if chosen.is_draft:
            columns.side.add(body(f"A marked draft, to be read and not kept. {self._why_draft(found)}"), before=10)
            lines = link_button("The lines in Welsh")
            lines.clicked.connect(lambda: self.to("welsh_lines"))
            columns.side.add(lines, before=4)
        elif chosen.welsh is not None:
            columns.side.add(
                body("In Welsh only names, numbers and places are looked for. Read it once with somebody who reads Welsh.", "soft"),
                before=10,
            )

    def _why_draft(self, found: _Found) -> str:
        agreement = agreeing.agreement_of(found.file)
        return welsh.still_a_draft(self.book, found.file, agreement) if agreement else ""

    def _what_was_looked_for(self, found: _Found, *, blank: bool) -> str:
        if blank:
            sets = papers.sets_wanted(self._found.file)
            return (
                f"One for each side and one for the case file: {number_word(sets)} sets with the same numbers. The names are on it, and "
                "nothing that anybody told you. First names or initials are enough to sign. The case file’s set has a code, so that its scan finds "
                "its place; the others have none."
            )
        if found.chosen is None or found.chosen.recipient == CASE_FILE:
            return "This copy stays in the case file."
        name = found.chosen.name
        if not found.chosen.looked_for:
            return f"Nothing is written down that only somebody else’s side knows. We cannot see hints. Read it once as {name} would."
        found_none = papers.looked_for_words(found.chosen.looked_for)
        return f"{found_none} We cannot see hints. Read it once as {name} would."

    def _choose(self, key: str) -> None:
        self.go.emit(Place("copy", self.place.case, self.place.record, key))

    def _leaves(self) -> Leaves | None:
        """The paper that is shown, as something that can leave."""
        found, paper = self._found, self._found.paper
        if paper is None:
            return None
        blank = self.place.more == "blank"

        def issue(how: str, sets: int, wanted: Wanted | None) -> object:
            return papers.issued(self.book, self.place.case, paper, how, sets, wanted)

        def issue_ours(how: str, sets: int, wanted: Wanted | None) -> object:
            return papers.issued(self.book, self.place.case, paper.beside or paper, how, sets, wanted)

        recipient = paper.copy.recipient
        ways = office.ways(found.file, recipient, "agreement_blank" if blank else "agreement")
        beside = Leaves(paper.beside.data, paper.name, issue_ours, ways, save_words=WITH_CODE) if paper.beside else None
        return Leaves(paper.data, paper.name, issue, ways, papers.sets_wanted(found.file) if blank else 1, beside=beside)

    def main_pressed(self) -> None:
        """The system's print dialog; a copy that was printed stands in the register."""
        paper = self._leaves()
        if paper is not None:
            print_it(self, paper)


def _under(copy: Copy) -> str:
    """Its format, and whether something stops it."""
    words = {"large": "Large print", "extra_large": "Extra large print", "easy_read": "Easy read"}.get(copy.format, "Standard")
    return words + (". Cannot be printed while these words are in it." if copy.stops else "")


def _shape(file: CaseFile, copy: Copy) -> Shape:
    return shape(shape_of(file, copy.recipient)) if copy.recipient else Shape.TRIANGLE
