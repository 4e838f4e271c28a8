"""The lines of an agreement in Welsh: each typed beside its English, and passed and read back as they stand. Nothing translates."""

from facilitator_app import calendar
from facilitator_app.records import Agreement, Term, WelshLine
from facilitator_app.records.agreed import in_force
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Id, compartment_name
from facilitator_app.ui.page import Page
from facilitator_app.ui.parts.buttons import link_button
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.fields import LineField
from facilitator_app.ui.parts.words import body, label, sentence
from facilitator_app.wall import welsh as wall
from facilitator_app.workbook import agreeing, welsh

_ABOUT = "The same promise in the other language, no more and no less. Somebody types it; nothing here translates."
_WHO_MAY_SEE = "Who may see this paper"


class WelshLinesPage(Page):
    """`record` is the line that is typed (or the agreement, for who may see it); without it all of them, to be read and passed."""

    _agreement: Agreement | None = None

    def read(self) -> CaseFile:
        """The case."""
        return self.book.case(self.place.case)

    def show_read(self, found: CaseFile) -> None:
        """All lines in both languages, or the one that is typed."""
        if self.forms:
            return
        agreement = self._agreement = agreeing.agreement_of(found)
        columns = Columns()
        columns.side.hide()
        if agreement is None or agreement.none_wanted:
            self.case_strip(found, "agreement")
            columns.text.add(sentence("There is no agreement to be put into Welsh."))
        elif self.place.record:
            self.case_strip(found, "agreement", "Done")
            self._type(columns, found, agreement)
        else:
            self.case_strip(found, "agreement", "" if welsh.in_the_way(found, agreement) else "Passed as it stands")
            self._seen = welsh.both_languages(found, agreement)
            self._all(columns, found, agreement)
        self.put_in(columns)

    # Typing one ---------------------------------------------------------------------------------------------------------------

    def _type(self, columns: Columns, found: CaseFile, agreement: Agreement) -> None:
        columns.text.add(body(_ABOUT, "soft"))
        form = self.form(found, wall.line(found, self.place.record), compartment_name(WelshLine, self.place.case))
        names: tuple[str, ...] = ("what",)
        term = next((one for one in in_force(found, agreement).terms if one.id == self.place.record), None)
        if term is None:
            self._english(columns, _WHO_MAY_SEE, agreement.who_may_see, "")
        else:
            self._english(columns, f"Line {term.number}", term.promise.what, _facts(found, term))
            in_words = term.promise.by_when and not calendar.whole_day(term.promise.by_when)
            names += (*(("by_when",) if in_words else ()), *(("how_shown",) if term.how_shown else ()))
        for name in names:
            columns.text.add(form.editor(name), before=14)

    @staticmethod
    def _english(columns: Columns, name: str, words: str, facts: str) -> None:
        columns.text.add(label(name, "soft"), before=22)
        columns.text.add(body(words, weight=600), before=2)
        if facts:
            columns.text.add(body(facts, "soft"), before=2)

    # Reading and passing all --------------------------------------------------------------------------------------------------

    def _all(self, columns: Columns, found: CaseFile, agreement: Agreement) -> None:
        columns.text.add(sentence("The lines in Welsh"))
        columns.text.add(body(_ABOUT, "soft"), before=6)
        for term in in_force(found, agreement).terms:
            self._english(columns, f"Line {term.number}", term.promise.what, _facts(found, term))
            self._welsh(columns, found, term.id, f"line {term.number}")
        if agreement.who_may_see:
            self._english(columns, _WHO_MAY_SEE, agreement.who_may_see, "")
            self._welsh(columns, found, agreement.id, "who may see it")
        self._passing(columns, found, agreement)

    def _welsh(self, columns: Columns, found: CaseFile, of: Id, what: str) -> None:
        line = wall.line(found, of)
        columns.text.add(body(line.what or "No Welsh yet.", "" if line.what else "soft"), before=6)
        facts = "  ·  ".join(filter(None, (line.by_when, line.how_shown)))
        if facts:
            columns.text.add(body(facts, "soft"), before=2)
        link = link_button(f"Change the Welsh of {what}" if line.what else f"Type the Welsh of {what}")
        link.clicked.connect(lambda _=False: self.to("welsh_lines", of))
        columns.text.add(link, before=4)

    def _passing(self, columns: Columns, found: CaseFile, agreement: Agreement) -> None:
        passed = welsh.lines_passed(found, agreement)
        columns.text.section("Passed and read back")
        if why := welsh.in_the_way(found, agreement):
            columns.text.add(body(why))
            return
        if passed is not None:
            said = calendar.said(passed.read_back_on, self.book.clock.today())
            columns.text.add(
                body(f"Passed by {passed.by}, and read back on {said}. A changed word of either language makes it a draft again.")
            )
        else:
            columns.text.add(body("Nobody has passed these lines as they stand. A copy in Welsh is a marked draft until then."))
        self._who = LineField("Who has passed the Welsh", "A name: somebody who reads both, and typed neither.")
        self._who.setObjectName("welsh_passed.by")
        self._back = LineField("Read back in Welsh on", "To everybody who has their copy in Welsh. A day.")
        self._back.setObjectName("welsh_passed.read_back_on")
        columns.text.add(self._who, before=14)
        columns.text.add(self._back, before=14)

    def main_pressed(self) -> None:
        """Back to all lines; or these very words are passed: those that stood on the screen, and no others."""
        if self._agreement is None or self._agreement.none_wanted:
            return
        if self.place.record:
            self.to("welsh_lines")
            return
        by, seen = self._who.text(), self._seen
        day = calendar.day_from(self._back.text().strip(), self.book.clock.today()) or ""
        self.act(lambda: self._pass(by, day if calendar.whole_day(day) else "", seen), lambda _: self._passed(by))

    def _pass(self, by: str, day: str, seen: str) -> object:
        file = self.book.case(self.place.case)
        agreement = agreeing.agreement_of(file)
        return welsh.pass_lines(self.book, file, agreement, by, day, seen) if agreement else None

    def _passed(self, by: str) -> None:
        self.said.emit(f"Passed by {by.strip()}.")
        self.to("agreement")


def _facts(found: CaseFile, term: Term) -> str:
    """Who, by when, and how it is checked, in English."""
    day = calendar.whole_day(term.promise.by_when)
    when = calendar.short(day) if day else term.promise.by_when
    return "  ·  ".join(filter(None, (agreeing.who_words(found, term.promise), when, term.how_shown)))
