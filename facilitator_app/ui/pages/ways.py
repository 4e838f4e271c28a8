"""Ways into the workbook: another passphrase, and the recovery sheet, which works with no printer and counts once it was proved."""

import secrets

from facilitator_app.errors import Trouble
from facilitator_app.ui.page import Page
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.fields import LineField, PassphraseField
from facilitator_app.ui.parts.words import body, note, sentence
from facilitator_app.ui.place import Place
from facilitator_app.workbook import opening
from facilitator_app.workbook.acts import Changed

_LEAST_CODE = 4


class PassphrasePage(Page):
    """The passphrase now, then the new one."""

    place_in_rail = "settings"

    def show_read(self, _: object) -> None:
        """Two fields."""
        self.title, self.main_words = "Settings", "Change the passphrase"
        columns = Columns()
        columns.side.hide()
        columns.text.add(sentence("Another passphrase"))
        columns.text.add(body("Four words that only you would put together. You may paste it.", "soft"), before=8)
        self._now, self._new = PassphraseField("Passphrase now"), PassphraseField("New passphrase")
        self._new.entered.connect(self.main_pressed)
        columns.text.add(self._now, before=20)
        columns.text.add(self._new, before=16)
        self.put_in(columns)
        self.begin_at = self._now.setFocus

    def main_pressed(self) -> None:
        """Rewrites one slot."""
        now, new = self._now.text(), self._new.text()

        def work() -> None:
            if not self.book.opened.is_passphrase(now):
                raise opening.WrongPassphrase
            self.book.opened.set_passphrase(new)
            self.book.vault.note("passphrase changed")

        def failed(trouble: Trouble) -> None:
            (self._now if isinstance(trouble, opening.WrongPassphrase) else self._new).set_trouble(trouble.words)

        self.desk.do(self, work, lambda _: self._done(), failed)

    def _done(self) -> None:
        self.said.emit("The passphrase is changed.")
        self.go.emit(Place("settings"))


class CoverCodePage(Page):
    """A short code that lifts the cover. It opens nothing else, and five wrong ones lock."""

    place_in_rail = "settings"

    def show_read(self, _: object) -> None:
        """One field."""
        self.title, self.main_words = "Settings", "Keep this code"
        columns = Columns()
        columns.side.hide()
        columns.text.add(sentence("A short code for the cover"))
        columns.text.add(
            body("Four letters or digits or more. It lifts the cover and opens nothing else. Five wrong ones lock the workbook.", "soft"),
            before=8,
        )
        self._code = PassphraseField("Short code")
        self._code.entered.connect(self.main_pressed)
        columns.text.add(self._code, before=20)
        self.put_in(columns)
        self.begin_at = self._code.setFocus

    def main_pressed(self) -> None:
        """Kept inside the workbook."""
        code = self._code.text()
        if len(code) < _LEAST_CODE:
            self._code.set_trouble("Use four or more.")
            return
        self.act(lambda: self.book.vault.remember("cover code", code.encode()), lambda _: self.go.emit(Place("settings")))


class SheetPage(Page):
    """Shows eight groups to write down, then asks for two of them. Only then is it a way in."""

    place_in_rail = "settings"

    def concerns(self, _changed: Changed) -> bool:
        """What is being written down on paper stays what it is."""
        return False

    def show_read(self, _: object) -> None:
        """The groups."""
        self._groups = opening.fresh_sheet()
        self.title, self.main_words = "Settings", "I have written it down"
        self._asked = sorted(secrets.SystemRandom().sample(range(len(self._groups)), 2))
        self._proving = False
        columns = Columns()
        columns.side.hide()
        columns.text.add(sentence("Write this down on paper"))
        columns.text.add(
            body("Whoever holds it can open this workbook. Keep it at home or at the office, never with the laptop.", "soft"), before=8
        )
        for row in range(0, len(self._groups), 4):
            line = "     ".join(f"{number + 1}  {self._groups[number]}" for number in range(row, row + 4))
            columns.text.add(note(line, 600), before=20 if not row else 8)
        columns.text.add(body("There is no I, L, O or U in it: what looks like one is 1 or 0.", "soft"), before=16)
        self.put_in(columns)

    def main_pressed(self) -> None:
        """First the proof, then the slot."""
        if not self._proving:
            self._ask()
            return
        for number, field in zip(self._asked, self._fields, strict=True):
            if field.text().strip().upper().translate(str.maketrans("OIL", "011")) != self._groups[number]:
                field.set_trouble("That is not what the screen showed. Look at your paper; if it is wrong, go back and write it anew.")
                return
        self.act(lambda: self.book.opened.set_sheet(self._groups), lambda _: self._done())

    def _ask(self) -> None:
        self._proving = True
        self.main_words = "Make it a way in"
        columns = Columns()
        columns.side.hide()
        columns.text.add(sentence("Read two groups from your paper"))
        self._fields = [LineField(f"Group {number + 1}", "") for number in self._asked]
        for number, field in enumerate(self._fields):
            columns.text.add(field, before=20 if not number else 16)
        self._fields[-1].entered.connect(self.main_pressed)
        self.put_in(columns)
        self.strip_changed.emit()
        self._fields[0].setFocus()

    def _done(self) -> None:
        self.said.emit("The sheet is a way in now.")
        self.go.emit(Place("settings"))
