"""What may be passed on in one case: each item with its words, where it is on its way, and the one act that comes next."""

from collections.abc import Callable
from typing import Any

from facilitator_app import calendar
from facilitator_app.records import Letter, PassedOn
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.passing_on import Step, step_of
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.case import banded
from facilitator_app.ui.pages.heard import heard_field
from facilitator_app.ui.parts.buttons import Button, ButtonRow, link_button, quiet_button
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.owner import OwnerWords, Shape
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.parts.words import body, label, note, sentence
from facilitator_app.workbook import letters, passing_on

_STEPS = {
    Step.PROPOSED: "Nobody has said yes to these words yet",
    Step.READ_BACK: "Read back, not yet said yes to",
    Step.APPROVED: "{giver} said yes to these words on {on}",
    Step.CHECKED: "{giver} said yes to these words on {on}",
    Step.OFFERED: "Offered",
    Step.LATER: "{receiver} wants to hear it later",
    Step.DECLINED: "{receiver} does not want to hear it",
    Step.GIVEN: "Given to {receiver}",
    Step.RECEIVED: "{receiver} has heard it",
    Step.WITHDRAWN: "Not passed on",
}


class PassingPage(Page):
    """The ledger of one case, the open ones first."""

    def read(self) -> CaseFile:
        """The case."""
        return self.book.case(self.place.case)

    def show_read(self, found: CaseFile) -> None:
        """A band an item."""
        self._file = found
        self.case_strip(found, "case", "Back to the overview")
        columns = Columns()
        columns.side.hide()
        items = sorted(found.all(PassedOn), key=lambda item: not passing_on.next_act(item))
        columns.text.add(sentence("What may be passed on" if items else "Nothing is to be passed on yet."))
        columns.text.add(
            body("Choose words in a preparation note, then Alt+P: they are read back, and their owner says yes or no.", "soft"), before=8
        )
        for item in items:
            self._item(columns, item)
        self._letters(columns)
        self.put_in(columns)

    def _letters(self, columns: Columns) -> None:
        """Letters are passed on too, and are things that must be somewhere meanwhile."""
        columns.text.section("Letters")
        rows = Rows()
        for letter in self._file.all(Letter):
            rows.add(letters.shown(self._file, letter).sentence, "", link="Open", key=letter.id)
        rows.add("Somebody writes a letter", "", link="Begin", key="new", soft=True)
        rows.pressed.connect(lambda key: self.to("letter", "" if key == "new" else key))
        columns.text.add(rows)

    def _item(self, columns: Columns, item: PassedOn) -> None:
        giver, receiver = self._file.name(item.giver), self._file.name(item.receiver)
        day = calendar.whole_day(item.approved.on)
        on = calendar.long(day, self.book.clock.today()) if day else item.approved.on
        step = _STEPS[step_of(item)].format(giver=giver, receiver=receiver, on=on)
        paper = passing_on.on_paper_words(self._file, item)
        how = f" {item.received.how}" if step_of(item) is Step.RECEIVED and item.received.how else ""
        words = OwnerWords(Shape.RINGS, f"{giver} to {receiver}")
        columns.text.add(
            banded(Shape.RINGS, words, note(f"“{item.words}”", 500), label(" ".join(filter(None, (f"{step}.{how}", paper))), "soft")),
            before=22,
        )
        buttons = self._acts(item, receiver, giver, columns)
        if buttons:
            columns.text.add(ButtonRow(*buttons), before=6)

    def _acts(self, item: PassedOn, receiver: str, giver: str, columns: Columns) -> list[Button]:
        act = passing_on.next_act(item)
        made: list[Button] = []
        if act == "approve":
            yes = quiet_button(f"{giver} says yes", f"{giver} says yes: {item.words}")
            yes.clicked.connect(lambda: self.act(lambda: passing_on.approve(self.book, self._file, item, "read back")))
            no = quiet_button("No", f"No: {item.words}")
            no.clicked.connect(lambda: self.act(lambda: passing_on.refuse(self.book, self._file, item)))
            made += [yes, no]
        elif act == "offer":
            columns.text.add(label(f"Ask {receiver} first: hear it now, later, or never?", "soft"), before=6)
            for key, words in (("now", "Now"), ("later", "Later"), ("never", "Never")):
                button = quiet_button(words, f"{words}: {item.words}")
                button.clicked.connect(lambda _=False, key=key: self.act(lambda: passing_on.offer(self.book, self._file, item, key)))
                made.append(button)
        elif act == "heard":
            field = heard_field(self, self._file, item)
            columns.text.add(field, before=8)
            button = quiet_button(f"{receiver} has heard it", f"{receiver} has heard it: {item.words}")
            button.clicked.connect(lambda: self.act(lambda: passing_on.heard(self.book, self._file, item, field.text().strip())))
            made.append(button)
        if act and step_of(item) is not Step.PROPOSED:
            back = link_button(f"{giver} takes it back", f"{giver} takes it back: {item.words}")
            back.clicked.connect(lambda: self.act(lambda: passing_on.withdraw(self.book, self._file, item)))
            made.append(back)
        return made

    def act(self, work: Callable[[], Any], then: Callable[[Any], None] | None = None) -> None:
        """What was being typed is finished first: the page reads again after an act."""
        self.leave()
        super().act(work, then)

    def main_pressed(self) -> None:
        """The case."""
        self.to("case")
