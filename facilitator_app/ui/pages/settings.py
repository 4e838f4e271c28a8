"""Settings: you, the service, the look, the ways into this workbook. Each change is kept at once."""

from typing import ClassVar

from PySide6.QtCore import Signal

from facilitator_app import calendar
from facilitator_app import settings as kept
from facilitator_app.ledger.seals import fresh_id
from facilitator_app.records import Me, Service
from facilitator_app.records.case_file import CaseFile, assemble
from facilitator_app.records.record import NOBODY, Id
from facilitator_app.ui.page import Page
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.fields import ChoiceField
from facilitator_app.ui.parts.picks import Tick
from facilitator_app.ui.parts.rows import Keys, Rows
from facilitator_app.ui.parts.words import label
from facilitator_app.ui.place import Place
from facilitator_app.workbook.acts import Changed
from facilitator_app.workbook.exchanging import Exchanging
from facilitator_app.workbook.help import EVERYWHERE, help_for


class SettingsPage(Page):
    """Looks and sizes are told by `setting_chosen`; whoever built the window acts on them."""

    setting_chosen = Signal(str, object)
    place_in_rail: ClassVar[str] = "settings"

    def concerns(self, _changed: Changed) -> bool:
        """It is its own doing."""
        return False

    def read(self) -> tuple[list[CaseFile], bool, bool, bool]:
        """Own records, which ways in there are, and whether this person manages the service."""
        stored = [assemble(NOBODY, self.book.vault.stored(where)) for where in ("user", "service")]
        return stored, self.book.opened.has("sheet"), self.book.opened.has("keyring"), Exchanging(self.book).manages

    def show_read(self, found: tuple[list[CaseFile], bool, bool, bool]) -> None:
        """Five short groups."""
        if self.forms:
            return
        (mine, service), sheet, keyring, manages = found
        self.title, self.subtitle = "Settings", ""
        columns = Columns()
        columns.text.section("You", first=True)
        me = mine.first(Me) or Me(id=Id(fresh_id()))
        columns.text.add(self.form(mine, me, "user").editor("name"))
        columns.text.section("The service, as it stands on paper")
        one = service.first(Service) or Service(id=Id(fresh_id()))
        form = self.form(service, one, "service")
        for number, name in enumerate(("name", "telephone", "office_hours")):
            columns.text.add(form.editor(name), before=16 if number else 0)
        if self.book.side is None:
            guides = Rows()
            guides.add("Guides", "What is said and asked in a meeting: choose, change, write your own.", link="Open", key="guides")
            guides.add("Letters and forms", "Their words: the usual ones, or the service’s own.", link="Open", key="letter_texts")
            guides.add("Papers in Welsh", "Their words, and who has passed them.", link="Open", key="welsh")
            guides.pressed.connect(lambda key: self.go.emit(Place(key)))
            columns.text.section("Guides and letters")
            columns.text.add(guides)
        self._look(columns)
        if self.book.side is None:
            exchange = Rows()
            limit = self.book.limit()
            until = f" Without an answer from it, cases open until {calendar.long(limit.on)}." if limit is not None else ""
            exchange.add("Exchange", f"What is at your service, and what not yet.{until}", link="Open", key="exchange")
            if manages:
                exchange.add("Manager’s desk", "What waits at the service, who works on what, laptops.", link="Open", key="managing")
            exchange.pressed.connect(lambda key: self.go.emit(Place(key)))
            columns.text.section("Your service’s central records")
            columns.text.add(exchange)
        columns.text.section("Ways into this workbook")
        rows = Rows()
        rows.add("Passphrase", "You type it each time.", link="Change it", key="passphrase")
        rows.add(
            "Recovery sheet",
            "Made, and proved." if sheet else "Not made yet. If you forget your passphrase, only this sheet can open the workbook.",
            link="Make one",
            key="sheet",
        )
        rows.add(
            "Keyring of this computer",
            "On. It never opens after a lock." if keyring else "Off.",
            link="Switch off" if keyring else "Switch on",
            key="keyring",
        )
        rows.add("Short code for the cover", "Esc twice covers the screen; this lifts it.", link="Choose one", key="cover_code")
        rows.add("If this laptop is gone", "A card for your purse: what to do, and whom to ring.", link="Print", key="gone")
        rows.pressed.connect(lambda key: self._way(key, on=not keyring))
        columns.text.add(rows)
        columns.side.section("Keys", first=True)
        columns.side.add(Keys(help_for(EVERYWHERE).keys))
        self.put_in(columns)

    def _look(self, columns: Columns) -> None:
        now = kept.load()
        looks = [("system", "As the computer"), ("light", "Light"), ("dark", "Dark"), ("contrast", "High contrast")]
        look = ChoiceField("Colours", looks, "")
        look.set_text(now.look)
        sizes = ChoiceField(
            "Size", [(str(size), f"{size}%") for size in kept.SIZES_PERCENT[:4]], "It changes when you next open the program."
        )
        sizes.set_text(str(now.size_percent))
        look.edited.connect(lambda value: self._choose("look", value))
        sizes.edited.connect(lambda value: self._choose("size_percent", int(value)))
        columns.text.section("How it looks")
        columns.text.add(look)
        columns.text.add(sizes, before=16)
        columns.text.section("While you write")
        marks = Tick("Mark words that are not in the dictionary", ticked=now.mark_words)
        marks.toggled.connect(lambda on: self._choose("mark_words", on))
        columns.text.add(marks)
        words = "A dotted line under a word: Shift+F10 on it, or the right button, offers others, or adds it to the workbook’s words."
        columns.text.add(label(words, "soft"), before=4)

    def _choose(self, name: str, value: object) -> None:
        kept.save(kept.load().changed(**{name: value}))
        self.setting_chosen.emit(name, value)

    def _way(self, key: str, *, on: bool) -> None:
        if key == "keyring":
            self.act(lambda: self.book.opened.use_keyring(on=on), lambda _: self._again())
        else:
            self.go.emit(Place(key))

    def _again(self) -> None:
        self.leave()
        self.refresh()
