"""The agreement, looking like the paper: one sentence a term, what stops a copy in its place, and the copies at the side."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from facilitator_app import calendar
from facilitator_app.language import number_word, word
from facilitator_app.records import Agreement, CopyWish, ServicePromise, Term, WelshLine
from facilitator_app.records.agreed import in_force, progress_of
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Id
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.case import shape
from facilitator_app.ui.pages.stops import stop_card
from facilitator_app.ui.pages.term import COPIED
from facilitator_app.ui.parts.buttons import ButtonRow, link_button
from facilitator_app.ui.parts.choices import Choice, Choices
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.owner import Shape
from facilitator_app.ui.parts.paper_sheet import PaperNote, PaperSheet
from facilitator_app.ui.parts.two_versions import LOOK
from facilitator_app.ui.parts.words import IconWords, body, label, sentence
from facilitator_app.wall import welsh as wall_welsh
from facilitator_app.wall.projection import CASE_FILE
from facilitator_app.workbook import agreeing, comparing, papers, wishes
from facilitator_app.workbook.papers import Copy, Stop
from facilitator_app.workbook.workbook import shape_of

_KEEPING = {"take": "Takes it.", "post": "By post.", "keep": "Kept here for them.", "none": "Wants no paper."}


@dataclass(frozen=True, slots=True, repr=False)
class _Found:
    """What the page shows."""

    file: CaseFile
    agreement: Agreement | None
    copies: tuple[Copy, ...]


class AgreementPage(Page):
    """`more` is the recipient whose copy is shown as they would read it."""

    def read(self) -> _Found:
        """The case, its agreement, and every copy with what stops it."""
        file = self.book.case(self.place.case)
        return _Found(file, agreeing.agreement_of(file), tuple(papers.copies(self.book, self.place.case, file)))

    def show_read(self, found: _Found) -> None:
        """The paper; or, before there is one, how to begin it."""
        self._found, self._file = found, found.file
        agreement = found.agreement
        self._force = in_force(found.file, agreement) if agreement else None
        self._terms = self._force.terms if self._force else ()
        main = "" if agreement is None or agreement.none_wanted else "Read it back"
        if agreement and agreeing.is_compared(found.file, agreement):
            main = "Write down who signed"  # it was read back when it was signed: nobody need hear it twice
        if agreement and agreeing.is_agreed(found.file, agreement):
            main = "Print the copies" if agreement.signed_on else "It was signed by hand"
        self._stopped = next((stop for copy in found.copies for stop in copy.stops), None)
        self._apart = self._two_versions(agreement)
        if self._apart and main:
            main = LOOK  # nothing is printed before that
        elif self._stopped is not None and main:
            main = "Change the words"  # before anybody reads aloud what one of them must not hear
        self.case_strip(found.file, "agreement", main)
        columns = Columns()
        if agreement is None:
            self._before(columns)
        elif agreement.none_wanted:
            columns.text.add(sentence("They met, and no agreement was wanted."))
            columns.text.add(body("That is an equal and honourable end.", "soft"), before=8)
            self._link(
                columns,
                "There is an agreement after all",
                lambda: self.act(lambda: agreeing.none_wanted(self.book, found.file, agreement, wanted=True)),
            )
        else:
            self._paper(columns, found, agreement)
            self._at_side(columns, found, agreement)
        self.put_in(columns)

    def _two_versions(self, agreement: Agreement | None) -> list[tuple[Id, str]]:
        """What of the agreement and its lines stands in two versions, and stops every copy: not what was sealed."""
        if agreement is None:
            return []
        sealed = self._force is not None and self._force.sealed is not None
        ours = [agreement.id, *(term.id for term in self._terms if not sealed)]
        return [(id, name) for id in ours for record, name in sorted(self._file.forks) if record == id]

    def _before(self, columns: Columns) -> None:
        columns.side.hide()
        columns.text.add(sentence("Nothing has been agreed yet."))
        columns.text.add(body("What is written by pen in the meeting, line by line, is typed here afterwards.", "soft"), before=8)
        if comparing.signed_pages(self._file):
            columns.text.add(
                body("The scan of the signed paper is here. It stands beside what you type when you compare them.", "soft"), before=8
            )
        self._link(columns, "Copy from the signed paper", self._begin)
        self._link(columns, "No agreement was wanted", lambda: self.act(self._none_from_nothing))

    def _link(self, columns: Columns, words: str, act: Callable[[], object], *, side: bool = False) -> None:
        link = link_button(words)
        link.clicked.connect(act)
        (columns.side if side else columns.text).add(link, before=8)

    def _begin(self) -> None:
        def work() -> object:
            id, _ = agreeing.begin(self.book, self.book.case(self.place.case))
            file = self.book.case(self.place.case)
            agreement = file.get(Agreement, id)
            return agreeing.add_term(self.book, file, agreement) if agreement else None

        self.act(work, lambda made: self.to("term", made[0]) if isinstance(made, tuple) else None)

    def _none_from_nothing(self) -> object:
        id, _ = agreeing.begin(self.book, self.book.case(self.place.case))
        file = self.book.case(self.place.case)
        agreement = file.get(Agreement, id)
        return agreeing.none_wanted(self.book, file, agreement) if agreement else None

    # The paper ----------------------------------------------------------------------------------------------------------------

    @property
    def _copy(self) -> Copy | None:
        """The copy that is shown: the one that was chosen, or the first that something stops."""
        by_id = {copy.recipient: copy for copy in self._found.copies}
        wanted = Id(self.place.more) if self.place.more and self.place.more != "case-file" else CASE_FILE
        if self.place.more and wanted in by_id:
            return by_id[wanted]
        return next((copy for copy in self._found.copies if copy.stops), next(iter(self._found.copies), None))

    def _paper(self, columns: Columns, found: _Found, agreement: Agreement) -> None:
        copy = self._copy
        owner = shape(shape_of(found.file, copy.recipient)) if copy and copy.recipient else Shape.TRIANGLE
        whose = (
            ""
            if copy is None
            else "The case file’s copy"
            if copy.recipient == CASE_FILE
            else f"{copy.name}’s copy, as {copy.name} would read it"
        )
        paper = PaperSheet("What we agreed", whose, owner)
        for term in self._terms:
            stops = [stop for stop in copy.stops if stop.term == term.id] if copy else []
            self._term(paper, found.file, term, stops)
        if not self._terms:
            paper.add(body("No line yet.", "soft"), before=12)
        columns.text.add(paper)
        if copy is not None and copy.stops:
            columns.text.add(label("What stands in a box with buttons is for you, and on no paper.", "soft"), before=10)
        for promise in found.file.all(ServicePromise):
            note = PaperNote(
                "What the service will do", [promise.words], f"A separate note for {found.file.name(promise.person)}. Not on this paper."
            )
            columns.text.add(note, before=14)
        if agreement.signed_on:
            signed = f"Signed by hand on {calendar.said(agreement.signed_on, self.book.clock.today())}."
            if self._force is not None and self._force.sealed is not None:
                version = f" This is version {self._force.version}." if self._force.version > 1 else ""
                signed += f" Sealed: not a letter of it changes any more.{version}"
            elif not agreeing.is_agreed(found.file, agreement):
                signed += (
                    " These words are on the signed paper, word for word. Who signed them is not written down yet."
                    if agreeing.is_compared(found.file, agreement)
                    else " What stands here is not what was read back then: compare it with the signed paper, and read it back."
                )
            said = agreeing.read_back_words(found.file, agreement)
            columns.text.add(label(" ".join(filter(None, (signed, said))), "soft"), before=12)

    def _term(self, paper: PaperSheet, file: CaseFile, term: Term, stops: list[Stop]) -> None:
        who, when = agreeing.who_words(file, term.promise), self._when(term.promise.by_when)
        stop = stops[0] if stops else None
        question = "" if stop else agreeing.soft_question(file, term)
        shown = paper.add_term(
            term.promise.what or "An empty line", "  ·  ".join(filter(None, (who, when))), stop.hit.words if stop else "", question
        )
        if stop:
            reader, both = self._copy.recipient if self._copy else CASE_FILE, papers.may_be_known_to_both(file, stop.hit)
            shown.add(stop_card(self, file, stop, reader, lambda: self.to("term", stop.term), both=both))
        for said in agreeing.pointed_out(file, term, self.book.clock.today()):
            shown.add(IconWords("info", body(said, role="care"), role="care"), before=4)
        if term.how_shown:
            shown.add(label(f"How we will check: {term.how_shown}", "soft"), before=2)
        sealed = self._force is not None and self._force.sealed is not None
        if sealed and (progress := progress_of(file, term.id)) is not None:
            day = calendar.said(progress.on, self.book.clock.today())
            shown.add(label(f"{agreeing.status_words(progress)}, {day}.", "soft"), before=2)
        apart = next((name for id, name in self._apart if id == term.id), "")
        if apart:
            shown.add(
                IconWords("info", body("Two versions of this line stand here. This is one of them.", role="care"), role="care"), before=4
            )
            look = link_button(LOOK, f"{LOOK}: line {term.number}")
            look.clicked.connect(lambda _=False, id=term.id: self.to("two_versions", id, apart))
            shown.add(ButtonRow(look), before=2)
            return
        change = link_button(f"Line {term.number}: how it goes" if sealed else f"Change line {term.number}")
        change.clicked.connect(lambda _=False, id=term.id: self.to("sealed_term" if sealed else "term", id))
        shown.add(ButtonRow(change), before=2)

    def _when(self, stored: str) -> str:
        day = calendar.whole_day(stored)
        return f"by {calendar.short(day)}" if day else stored

    # At the side --------------------------------------------------------------------------------------------------------------

    def _at_side(self, columns: Columns, found: _Found, agreement: Agreement) -> None:
        columns.side.section("Copies", first=True)
        options = []
        for copy in found.copies:
            owner = shape(shape_of(found.file, copy.recipient)) if copy.recipient else Shape.TRIANGLE
            options.append(Choice(copy.recipient or "case-file", copy.name, self._second(copy), owner))
        chosen = self._copy
        choices = Choices(options, (chosen.recipient or "case-file") if chosen else "")
        choices.chosen.connect(self._show_copy)
        columns.side.add(choices, out=True)
        columns.side.add(label("The words are the same in every copy. Only size, place and codes differ.", "soft"), before=10)
        if chosen is not None and chosen.recipient:
            link = link_button(f"How {chosen.name} wants this copy")
            link.clicked.connect(lambda: self._wish(chosen.recipient))
            columns.side.add(link, before=8)
        if agreement.signed_on and (ask := wishes.to_ask(found.file)):
            names = " and ".join(person.print_name for person in ask)
            columns.side.add(body(f"Nobody has asked yet how {names} want{'s' if len(ask) == 1 else ''} a copy.", "soft"), before=12)
            self._link(columns, "Ask how each wants their copy", lambda: self.to("wishes"), side=True)
        self._full_names(columns, found.file, agreement)
        self._signed_paper(columns, found.file, agreement)
        columns.side.section("Other ways")
        if self._force is None or self._force.sealed is None:
            self._link(columns, "Add a line", self._add, side=True)
        self._link(columns, "What the service will do", lambda: self.to("record", "", "new:service_promise"), side=True)
        if self._terms and not agreeing.is_agreed(found.file, agreement) and not agreement.signed_on:
            self._link(columns, "This is what was read back and signed", lambda: self.to("signed", agreement.id, COPIED), side=True)
        if agreeing.is_agreed(found.file, agreement) and not agreement.signed_on:
            self._link(columns, "Print it as a draft", self._to_copies, side=True)
        if any(wall_welsh.is_wanted(found.file, copy.recipient) for copy in found.copies) or found.file.all(WelshLine):
            self._link(columns, "The lines in Welsh", lambda: self.to("welsh_lines"), side=True)
        self._link(columns, "About this agreement", lambda: self.to("record", agreement.id, Agreement.kind), side=True)
        if not agreement.signed_on:
            act = partial(agreeing.none_wanted, self.book, found.file, agreement)
            self._link(columns, "No agreement was wanted", lambda: self.act(act), side=True)

    def _signed_paper(self, columns: Columns, file: CaseFile, agreement: Agreement) -> None:
        """The scan of what was signed by hand, once it is here: to be compared with what was typed."""
        pages = comparing.signed_pages(file)
        if not pages:
            return
        columns.side.section("The signed paper")
        count = f"{number_word(len(pages)).capitalize()} scanned {'page' if len(pages) == 1 else 'pages'}."
        told = next((page for page in pages if page.compared_on), None)
        compared = agreeing.is_compared(file, agreement) or (
            told is not None and self._force is not None and self._force.sealed is not None
        )
        when = calendar.said(told.compared_on if told else agreement.compared.on, self.book.clock.today()) if compared else ""
        columns.side.add(
            body(f"{count} Compared word for word on {when}." if compared else f"{count} Not compared with these words yet.", "soft")
        )
        differed = "\n".join(page.differed for page in pages if page.differed)
        if differed:
            columns.side.add(body(f"It says otherwise:\n{differed}"), before=6)
        self._link(columns, "Compare with the signed paper", lambda: self.to("compare"), side=True)

    def _full_names(self, columns: Columns, file: CaseFile, agreement: Agreement) -> None:
        """A surname in ink on somebody else's sheet: a fresh copy is offered in its place, and a note of it, which nobody must write."""
        for person, others in agreeing.full_names_out(file, agreement):
            names = " and ".join(file.name(other) for other in others)
            columns.side.section("A full name")
            words = f"{file.name(person)}’s full name can be read on the sheet of {names}. Offer a fresh copy in its place, and take the sheet back."
            columns.side.add(body(words))
            for other in others:
                link = link_button(f"A fresh copy for {file.name(other)}")
                link.clicked.connect(lambda _=False, other=other: self.to("copy", agreement.id, other))
                columns.side.add(link, before=6)
            self._link(columns, "Write down what happened, if you wish", lambda: self.to("record", "", "new:incident"), side=True)

    def _wish(self, person: Id) -> None:
        """Each signer is asked: take it, post it, keep it for me, no paper?"""
        wish = self._file.first(CopyWish, person)
        self.to("record", wish.id if wish else "", CopyWish.kind if wish else f"new:{CopyWish.kind}:{person}")

    def _second(self, copy: Copy) -> str:
        words = " ".join(filter(None, (f"{word('format', copy.format)}.", _KEEPING.get(copy.keeping, "") if copy.recipient else "")))
        return words + (" Cannot be printed while these words are in it." if copy.stops else "")

    def _show_copy(self, key: str) -> None:
        self.place = replace(self.place, more=key)
        self.refresh()

    def _add(self) -> None:
        agreement = self._found.agreement
        if agreement is not None:
            self.act(
                lambda: agreeing.add_term(self.book, self.book.case(self.place.case), agreement), lambda made: self.to("term", made[0])
            )

    def main_pressed(self) -> None:
        """Line by line, aloud; when all have said yes, who signed; and when that is written down, the copies."""
        agreement = self._found.agreement
        if agreement is None or agreement.none_wanted:
            return
        if self._apart:
            self.to("two_versions", *self._apart[0])
        elif self._stopped is not None:
            self.to("term", self._stopped.term)
        elif not self._terms:
            self.said.emit("There is no line to read yet.")
        elif not agreeing.is_agreed(self._file, agreement):
            compared = agreeing.is_compared(self._file, agreement)
            self.to("signed", agreement.id, COPIED) if compared else self.to("read_back", agreement.id)
        elif agreement.signed_on:
            self._to_copies()
        else:
            self.to("signed", agreement.id)

    def _to_copies(self) -> None:
        copy, agreement = self._copy, self._found.agreement
        self.to("copy", agreement.id if agreement else "", (copy.recipient or "case-file") if copy else "case-file")
