"""The manager's desk: what waits at the service, and what is decided there. It shows what the service says now, and works only while there is a network.

Each act is one question; its answer is the whole desk again, so that nothing here is older than what was just done.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from facilitator_app import calendar
from facilitator_app.errors import Trouble
from facilitator_app.language import word
from facilitator_app.ledger import messages_desk as say
from facilitator_app.ledger.messages_desk import CaseLine, DeskAnswer, DeskQuestion, LaptopLine
from facilitator_app.records import KINDS
from facilitator_app.records.record import Day
from facilitator_app.ui.courier import Courier, way_to
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.managing_slip import SlipParts
from facilitator_app.ui.parts.buttons import ButtonRow, link_button, quiet_button
from facilitator_app.ui.parts.cards import Card
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.fields import ChoiceField, LineField, ListField
from facilitator_app.ui.parts.lines import Field
from facilitator_app.ui.parts.picks import Tick
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.parts.words import body, label, sentence
from facilitator_app.ui.place import Place
from facilitator_app.workbook import at_the_service, managing, office
from facilitator_app.workbook.acts import Changed
from facilitator_app.workbook.slip import Slip

_MOST = 12
_GENDERS = [("", "Not written down"), ("woman", "A woman"), ("man", "A man"), ("other", "Something else")]
_ROLES = [("edit", "Reads and writes"), ("lead", "Leads it"), ("read", "Reads only"), ("", "Nothing any more")]
_SILENT_DAYS = 21


@dataclass(frozen=True, slots=True)
class _Asking:
    """What is being asked, and what comes after a good answer."""

    question: DeskQuestion
    then: str = ""  # the part of the desk that is shown then
    said: str = ""


class ManagingPage(Page):
    """`more` is which part: empty for the desk, "case:ID", "invite", "laptop:KEY", "held:ID", "person:ID"."""

    place_in_rail: ClassVar[str] = "settings"
    courier: Courier
    _answer: DeskAnswer | None = None
    _refused = ""
    _note = ""

    def use(self, courier: Courier) -> None:
        """Who knows the service."""
        self.courier = courier

    def concerns(self, _changed: Changed) -> bool:
        """What this laptop holds is not what is shown."""
        return False

    def read(self) -> tuple[int, dict[str, str]]:
        """How many papers wait for the office's printer, and who supervises which case: what this laptop knows itself."""
        return len(office.waiting(self.book)), managing.supervisors(self.book)

    def show_read(self, found: tuple[int, dict[str, str]]) -> None:
        """Asks the service the first time."""
        self._papers, self._supervisors = found
        if self._answer is None:
            self._show_asking()
            self._ask(_Asking(DeskQuestion()))
        else:
            self._show_desk()

    # Asking -------------------------------------------------------------------------------------------------------------------

    def _ask(self, asking: _Asking) -> None:
        enrolment, mine = self.courier.enrolment, self.courier.exchanging
        if enrolment is None:
            self._refused_by(Trouble("This workbook belongs to no service yet."))
            return
        address, device = enrolment.address, enrolment.answer.device

        def sent(act: managing.Act) -> None:
            self.desk.send(
                self, lambda: way_to(address).post(managing.PATH, act.body, device), lambda body: came(act, body), self._refused_by
            )

        def came(act: managing.Act, body: bytes) -> None:
            self.desk.ask(self, lambda: managing.answered(mine, act, body), lambda answer: self._came(asking, answer), self._refused_by)

        self.desk.ask(self, lambda: managing.asked(mine, asking.question), sent, self._refused_by)

    def _came(self, asking: _Asking, answer: DeskAnswer) -> None:
        self._answer, self._refused, self._note = answer, answer.refused, " ".join(answer.notes)
        self._asked_last = asking
        if not answer.refused:
            if asking.said:
                self.said.emit(asking.said)
            self.place = Place("managing", more=asking.then)
        self._show_desk()

    def _refused_by(self, trouble: Trouble) -> None:
        columns = self._columns("Ask again")
        columns.text.add(sentence("The desk cannot be shown now."))
        columns.text.add(body(trouble.words), before=8)
        self._answer = None
        self.put_in(columns)
        self.strip_changed.emit()

    def _show_asking(self) -> None:
        columns = self._columns("")
        columns.text.add(label("Asking the service", "soft"))
        self.put_in(columns)

    def _columns(self, main: str) -> Columns:
        self.title, self.subtitle, self.main_words = "Manager’s desk", "", main
        columns = Columns()
        columns.side.hide()
        return columns

    # What is shown ------------------------------------------------------------------------------------------------------------

    def _show_desk(self) -> None:
        kind, _, what = self.place.more.partition(":")
        shown = {"invite": self._invite, "case": self._case, "laptop": self._laptop, "held": self._held, "person": self._invite}.get(
            kind, self._all
        )
        self._main: Callable[[], object] = lambda: self._ask(_Asking(DeskQuestion()))
        columns = self._columns("Ask again")
        if self._answer is not None:
            shown(columns, self._answer, what)
        if self._refused:
            columns.text.add(body(self._refused, role="care"), before=16)
        if self._note:
            columns.text.add(body(self._note, "soft"), before=12)
        self.put_in(columns)
        self.strip_changed.emit()
        self._focus_first()

    def _to(self, more: str) -> None:
        self._refused = self._note = ""
        if self._answer is not None:  # the letters of a slip are told once
            self._answer = replace(self._answer, slip=())
        self.place = Place("managing", more=more)
        self._show_desk()

    def _list(self, columns: Columns, words: str, rows: list[tuple[str, str, str, str]]) -> None:
        """A list of (words, second line, link, part of the desk)."""
        if not rows:
            return
        columns.text.section(words)
        listed = Rows()
        for one, second, link, key in rows[:_MOST]:
            listed.add(one, second, link=link, key=key)
        listed.pressed.connect(self._to)
        columns.text.add(listed)
        if len(rows) > _MOST:
            columns.text.add(label(f"And {len(rows) - _MOST} more.", "soft"), before=8)

    def _all(self, columns: Columns, found: DeskAnswer, _what: str) -> None:
        unled = [case for case in found.cases if not case.closed_on and not any("lead" in part.roles.values() for part in case.parts[:1])]
        to_confirm = [one for one in found.laptops if not one.confirmed and not one.order]
        silent = [one for one in found.laptops if one.confirmed and not one.order and self._is_silent(one)]
        waits = len(found.held) + len(unled) + len(to_confirm)
        columns.text.add(sentence("Nothing waits for you." if not waits else "This waits for you."))
        self._list(columns, "Late entries to look at", [
            (self._held_words(found, one.id), word("held_why", one.why), "Look", f"held:{one.id}") for one in found.held
        ])  # fmt: skip
        self._list(
            columns, "Nobody leads it", [(self._case_words(case), self._since(case), "Give it", f"case:{case.case}") for case in unled]
        )
        self._list(columns, "Laptops to confirm", [
            (self._name(found, one.person), f"“{one.name}” came in. They read six digits out to you.", "Confirm", f"laptop:{one.device}")
            for one in to_confirm
        ])  # fmt: skip
        self._list(columns, "Not heard from for three weeks", [
            (self._name(found, one.person), self._heard(one), "Open", f"laptop:{one.device}") for one in silent
        ])  # fmt: skip
        if self._papers:
            papers = link_button("Papers to print: one" if self._papers == 1 else f"Papers to print: {self._papers}")
            papers.clicked.connect(lambda: self.go.emit(Place("to_print")))
            columns.text.section("At this laptop’s printer")
            columns.text.add(papers)
        open_cases = [case for case in found.cases if not case.closed_on]
        self._list(
            columns, "Cases", [(self._case_words(case), self._workers(found, case), "Open", f"case:{case.case}") for case in open_cases]
        )
        self._list(columns, "People", [
            (one.name or one.person, ", ".join(filter(None, (one.person, *map(str.title, one.languages), "manages the service" if one.manages else ""))),
             "Change", f"person:{one.person}") for one in found.people
        ])  # fmt: skip
        invite = link_button("Invite somebody")
        invite.clicked.connect(lambda: self._to("invite"))
        columns.text.add(invite, before=16)
        self._list(columns, "Laptops", [
            (self._name(found, one.person), ". ".join(filter(None, (one.name, self._heard(one), self._told(one)))), "Open", f"laptop:{one.device}")
            for one in found.laptops
        ])  # fmt: skip

    def _heard(self, one: LaptopLine) -> str:
        return f"Heard {at_the_service.said_at(self.book, one.heard)}" if one.heard else "Never heard"

    def _is_silent(self, one: LaptopLine) -> bool:
        return at_the_service.days_since(self.book, one.heard) >= _SILENT_DAYS

    @staticmethod
    def _told(one: LaptopLine) -> str:
        return {"wipe": "It was told to deliver and forget", "wipe_now": "It was told to forget at once"}.get(one.order, "")

    @staticmethod
    def _case_words(case: CaseLine) -> str:
        return case.reference or "A case without a reference"

    def _since(self, case: CaseLine) -> str:
        received = f"received {calendar.said(case.received_on, self.book.clock.today())}" if case.received_on else ""
        return ", ".join(filter(None, (word("path", case.path) if case.path else "", received)))

    @staticmethod
    def _name(found: DeskAnswer, person: str) -> str:
        return next((one.name for one in found.people if one.person == person and one.name), person)

    def _workers(self, found: DeskAnswer, case: CaseLine) -> str:
        people = dict.fromkeys(person for part in case.parts for person in part.roles)
        return ", ".join(self._name(found, one) for one in people) or "Nobody"

    def _held_words(self, found: DeskAnswer, id: str) -> str:
        one = next(one for one in found.held if one.id == id)
        kind = KINDS[one.kind].title if one.kind in KINDS else "Something"
        case = next((self._case_words(case) for case in found.cases if case.case == one.case), "")
        return " · ".join(filter(None, (kind, case, f"by {self._name(found, one.person)}")))

    # Parts --------------------------------------------------------------------------------------------------------------------

    def _held(self, columns: Columns, found: DeskAnswer, id: str) -> None:
        one = next((one for one in found.held if one.id == id), None)
        if one is None:
            columns.text.add(sentence("It was decided."))
            return
        columns.text.add(sentence(self._held_words(found, id)))
        columns.text.add(body(f"{word('held_why', one.why)} Delivered {at_the_service.said_at(self.book, one.since)}.", "soft"), before=8)
        card = Card()
        kind = KINDS.get(one.kind)
        labels = {field.name: field.ask.label for field in kind.declared} if kind else {}
        for name, words in one.words.items():
            card.add(label(labels.get(name, name), "soft"))
            day = kind is not None and any(field.name == name and field.type is Day for field in kind.declared)
            card.add(body(calendar.said(words, self.book.clock.today()) if day else words), before=2)
        columns.text.add(card, before=16)
        why = LineField("Why not, if it does not go in", "Whoever typed it may ask.")
        why.setObjectName("managing.why")
        columns.text.add(why, before=20)
        no = quiet_button("It does not go in")
        no.clicked.connect(lambda: self._ask(_Asking(DeskQuestion(say.REJECT, id=id, why=why.text()), said="It is kept as not taken in")))
        columns.text.add(ButtonRow(no), before=16)
        self.main_words, self._main = "Let it in", lambda: self._ask(_Asking(DeskQuestion(say.ACCEPT, id=id), said="It is in"))

    def _case(self, columns: Columns, found: DeskAnswer, id: str) -> None:
        case = next((one for one in found.cases if one.case == id), None)
        if case is None:
            columns.text.add(sentence("This case is not here any more."))
            return
        columns.text.add(sentence(self._case_words(case)))
        rows = Rows()
        for part in case.parts:
            said = ", ".join(f"{self._name(found, person)} ({word('desk_role', role).lower()})" for person, role in part.roles.items())
            rows.add(word("desk_part", part.whose), said or "Nobody")
        everybody = dict.fromkeys((*(one.person for one in found.people), *(one.person for one in found.laptops)))
        rows.add("Supervises it", self._name(found, self._supervisors.get(id, "")) or "Nobody yet: what is confirmed in it does not count")
        columns.text.add(rows, before=16)
        columns.text.section("Give it to somebody, or take it back")
        who = ListField("Who", [(person, self._name(found, person)) for person in everybody], "")
        who.setObjectName("managing.who")
        what = ChoiceField("What they may do", _ROLES, "")
        what.set_text("edit")
        ticks = [(part, Tick(word("desk_part", part.whose), ticked=part.whose != "named")) for part in case.parts]
        columns.text.add(who)
        columns.text.add(what, before=16)
        columns.text.add(label("Of what. Who works with one side only need not hold the other’s part.", "soft"), before=16)
        for _, tick in ticks:
            columns.text.add(tick, before=4)
        although = LineField("Although", "Only where something speaks against it: why it is right all the same.")
        although.setObjectName("managing.although")
        columns.text.add(although, before=16)
        self._supervises(columns, found, id, everybody)

        def give() -> None:
            if not who.text():
                who.set_trouble("Choose somebody.")
                return
            roles = {part.compartment: what.text() for part, tick in ticks if tick.isChecked()}
            question = DeskQuestion(say.GIVE, person=who.text(), roles=roles, although=although.text())
            self._ask(_Asking(question, self.place.more, "It is written down"))

        self.main_words, self._main = "Write it down", give

    def _supervises(self, columns: Columns, found: DeskAnswer, case: str, everybody: Iterable[str]) -> None:
        """Whoever works on a case cannot name themselves: it is said here, and read by every laptop."""
        columns.text.section("Whose word counts before a meeting")
        names = [(person, self._name(found, person)) for person in everybody]
        who = ListField("Who supervises it", names, self._supervisors.get(case, ""))
        who.setObjectName("managing.supervises")
        columns.text.add(who)
        keep = quiet_button("They supervise it")
        columns.text.add(ButtonRow(keep), before=12)

        def name_them() -> None:
            person = who.text()
            if person:
                self.act(lambda: managing.supervises(self.book, case, person), lambda _: written(person))
            else:
                who.set_trouble("Choose somebody.")

        def written(person: str) -> None:
            self._supervisors[case] = person
            self.said.emit("It is written down")
            self._show_desk()

        keep.clicked.connect(name_them)

    def _laptop(self, columns: Columns, found: DeskAnswer, key: str) -> None:
        one = next((one for one in found.laptops if one.device == key), None)
        if one is None:
            columns.text.add(sentence("There is no such laptop."))
            return
        columns.text.add(sentence(f"{self._name(found, one.person)}: {one.name or 'a laptop'}"))
        columns.text.add(body(f"{self._heard(one)}. {self._told(one)}", "soft"), before=8)
        if not one.confirmed:
            digits = LineField("The six digits", "They stand on its page “Exchange”, and are read out to you on the telephone.")
            digits.setObjectName("managing.digits")
            columns.text.add(digits, before=20)
            self.main_words = "Confirm it"
            self._main = lambda: self._ask(_Asking(DeskQuestion(say.CONFIRM, id=key, digits=digits.text()), said="It is confirmed"))
        columns.text.section("It is given back, or gone")
        columns.text.add(body(self._what_is_known(one)))
        back, gone = quiet_button("It is given back: deliver, then forget"), quiet_button("It is gone: forget at once")
        row, sure = ButtonRow(back, gone), ButtonRow(gap=14)
        yes, no = quiet_button("Yes, it forgets at once"), link_button("No")
        for button in (yes, no):
            sure.add(button)
        back.clicked.connect(lambda: self._revoke(key, at_once=False))
        gone.clicked.connect(lambda: _instead(row, sure, yes))  # a wrong laptop would lose what it has not delivered
        no.clicked.connect(lambda: _instead(sure, row, gone))
        yes.clicked.connect(lambda: self._revoke(key, at_once=True))
        columns.text.add(row, before=16)
        columns.text.add(sure, before=16)
        sure.hide()

    def _what_is_known(self, one: LaptopLine) -> str:
        heard = f"What was written on it until {at_the_service.said_at(self.book, one.heard)} is at the service." if one.heard else (
            "Nothing has come from it yet."
        )  # fmt: skip
        return (
            f"{heard} What was written after that is on the laptop alone. Nobody opens it without the passphrase. A laptop that is gone forgets "
            "everything when it next has a network, what it has not delivered too; one that never has a network keeps it under the passphrase."
        )

    def _revoke(self, key: str, *, at_once: bool) -> None:
        self._ask(_Asking(DeskQuestion(say.REVOKE, id=key, at_once=at_once), said="It hears of it when it asks next"))

    def _invite(self, columns: Columns, found: DeskAnswer, person: str) -> None:
        known = next((one for one in found.people if one.person == person), None)
        if found.slip:
            self._slip(columns, found, "standard")
            return
        columns.text.add(sentence("Who comes to the service?" if known is None else known.name or known.person))
        fields: list[Field] = []

        def line(words: str, help: str, name: str, now: str) -> LineField:
            made = LineField(words, help)
            made.setObjectName(f"managing.{name}")
            made.set_text(now)
            columns.text.add(made, before=16)
            fields.append(made)
            return made

        handle = line("Known to the service as", "A short name of small letters, that stays for good: amira.", "person", person)
        name = line("Name", "As colleagues know them.", "name", known.name if known else "")
        telephone = line("Telephone", "For colleagues. Everybody at the service reads it.", "telephone", "")
        languages = line(
            "Languages besides English", "Welsh, BSL.", "languages", ", ".join(map(str.title, known.languages)) if known else ""
        )
        gender = ChoiceField("As the service records them", _GENDERS, "Some people ask not to be seen by a man, or by a woman.")
        gender.set_text(known.gender if known else "")
        columns.text.add(gender, before=16)

        def send(act: str) -> None:
            if not handle.text().strip():
                handle.set_trouble("A short name is needed.")
                return
            who = handle.text().strip()
            question = DeskQuestion(act, person=who, name=name.text().strip(), languages=languages.text(), gender=gender.text())
            if name.text().strip():
                told, number = name.text().strip(), telephone.text().strip()
                self.act(lambda: managing.write_down(self.book, who, told, number))
            self._ask(_Asking(question, "invite" if act == say.INVITE else "", "" if act == say.INVITE else "It is written down"))

        keep = quiet_button("Only write it down")
        keep.clicked.connect(lambda: send(say.PERSON))
        columns.text.add(ButtonRow(keep), before=20)
        self.main_words, self._main = "Make a slip", lambda: send(say.INVITE)

    def _slip(self, columns: Columns, found: DeskAnswer, size: str) -> None:
        enrolment = self.courier.enrolment
        slip = Slip(found.slip, enrolment.address if enrolment else "", found.until)

        def resize(other: str) -> None:
            again = self._columns("Print this slip")
            self._slip(again, found, other)
            self.put_in(again)

        self.main_words, self._main = "Print this slip", SlipParts(self, columns, slip, size, resize).print

    def main_pressed(self) -> None:
        """What stands at the top right."""
        if self._answer is None:
            self._show_asking()
            self._ask(_Asking(DeskQuestion()))
        else:
            self._main()


def _instead(one: QWidget, other: QWidget, focus: QWidget) -> None:
    """One row in place of another, with the cursor on it."""
    one.hide()
    other.show()
    focus.setFocus(Qt.FocusReason.OtherFocusReason)
