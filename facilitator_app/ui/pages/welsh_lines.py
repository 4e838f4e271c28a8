"""The lines of an agreement in Welsh: each typed beside its English, and passed and read back as they stand. Nothing translates."""

from facilitator_app import calendar
from facilitator_app.records import Agreement, Term, WelshLine
from facilitator_app.records.agreed import in_force
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Id, compartment_name
from facilitator_app.ui.page import Page
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.fields import LineField
from facilitator_app.ui.parts.words import body, label, sentence
from facilitator_app.wall import welsh as wall
from facilitator_app.workbook import agreeing, welsh

_ABOUT = "The same promise in the other language, no more and no less. Somebody types it; nothing here translates."


class WelshLinesPage(Page):
    """The agreement of the case, line by line."""

    _agreement: Agreement | None = None

    def read(self) -> CaseFile:
        """The case."""
        return self.book.case(self.place.case)

    def show_read(self, found: CaseFile) -> None:
        """Each line with its English above it; at the end who passed them."""
        if self.forms:
            return
        agreement = self._agreement = agreeing.agreement_of(found)
        if agreement is None or agreement.none_wanted:
            self.case_strip(found, "agreement")
            nothing = Columns()
            nothing.text.add(sentence("There is no agreement to be put into Welsh."))
            self.put_in(nothing)
            return
        self.case_strip(found, "agreement", "Passed as it stands")
        columns = Columns()
        columns.side.hide()
        columns.text.add(sentence("The lines in Welsh"))
        columns.text.add(body(_ABOUT, "soft"), before=6)
        self._english = _english(found, agreement)
        for term in in_force(found, agreement).terms:
            self._line(columns, found, term)
        if agreement.who_may_see:
            columns.text.add(label("Who may see this paper", "soft"), before=22)
            columns.text.add(body(agreement.who_may_see), before=2)
            self._fields(columns, found, agreement.id, ("what",))
        self._passing(columns, found, agreement)
        self.put_in(columns)

    def _line(self, columns: Columns, found: CaseFile, term: Term) -> None:
        columns.text.add(label(f"Line {term.number}", "soft"), before=22)
        day = calendar.whole_day(term.promise.by_when)
        facts = (agreeing.who_words(found, term.promise), calendar.short(day) if day else term.promise.by_when, term.how_shown)
        columns.text.add(body(term.promise.what, weight=600), before=2)
        columns.text.add(body("  ·  ".join(filter(None, facts)), "soft"), before=2)
        words = ("by_when",) if term.promise.by_when and not day else ()
        self._fields(columns, found, term.id, ("what", *words, *(("how_shown",) if term.how_shown else ())))

    def _fields(self, columns: Columns, found: CaseFile, of: Id, names: tuple[str, ...]) -> None:
        form = self.form(found, wall.line(found, of), compartment_name(WelshLine, self.place.case))
        for name in names:
            made = form.editor(name)
            made.setObjectName(f"welsh_line.{of}.{name}")
            columns.text.add(made, before=8)

    def _passing(self, columns: Columns, found: CaseFile, agreement: Agreement) -> None:
        passed = welsh.lines_passed(found, agreement)
        columns.text.section("Passed and read back")
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
        """What was typed is finished first; then these very words are passed."""
        if self._agreement is None or self._agreement.none_wanted:
            return
        by, typed = self._who.text(), self._back.text().strip()
        for form in self.forms:
            form.leave()
        self.forms.clear()
        day = calendar.day_from(typed, self.book.clock.today()) or ""
        self.act(lambda: self._pass(by, day), lambda _: self._passed(by))

    def _pass(self, by: str, day: str) -> object:
        file = self.book.case(self.place.case)
        agreement = agreeing.agreement_of(file)
        if agreement is None:
            return None
        if _english(file, agreement) != self._english:
            raise welsh.NotPassed("The English has changed since it was looked at here.", "Look at both again.")
        return welsh.pass_lines(
            self.book, file, agreement, by, day if calendar.whole_day(day) else "", welsh.both_languages(file, agreement)
        )

    def _passed(self, by: str) -> None:
        self.said.emit(f"Passed by {by.strip()}.")
        self.to("agreement")


def _english(file: CaseFile, agreement: Agreement) -> tuple[object, ...]:
    """The words that the Welsh is beside."""
    return (agreement.who_may_see, *((term.id, term.promise, term.how_shown) for term in in_force(file, agreement).terms))
