"""Something else in place of two versions: the editor that the field has everywhere, empty, or begun from one of them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal

from facilitator_app import calendar
from facilitator_app.records import Participant, codec
from facilitator_app.records.agreement import Promise
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Field
from facilitator_app.ui.editors import editor, shown, stored, what_is_wrong, what_it_means
from facilitator_app.ui.parts.columns import Column
from facilitator_app.ui.parts.fields import LineField, TextField, Tick
from facilitator_app.ui.parts.words import body

NAME = "two_versions.new"


class NewVersion(Column):
    """`typed` tells that something has changed. What stands in it is told and put back as plain texts, so that it outlives a crash."""

    typed = Signal()

    def __init__(self, file: CaseFile, declared: Field, today: date) -> None:
        super().__init__()
        self._today, self._declared = today, declared
        self._people = [(one.id, one.print_name) for one in file.all(Participant) if one.print_name]
        if declared.type is Promise:
            self._statement()
        else:
            self._one()

    def _one(self) -> None:
        declared = self._declared
        self._field = editor(declared, self._people)
        self._field.setObjectName(NAME)

        def edited(text: str) -> None:
            self._field.set_help(what_it_means(declared, text, self._today))
            self.typed.emit()

        self._field.edited.connect(edited)
        self.add(self._field, out=True)

    def _statement(self) -> None:
        self._what = TextField("What will happen", "One plain sentence, in the words that were read aloud.", lines=3)
        self._what.setObjectName(NAME)
        self._when = LineField("By when", "A day, or words: from today.")
        self._when.setObjectName(f"{NAME}.by_when")
        self._ticks = [(id, Tick(name)) for id, name in self._people]
        self.add(self._what, out=True)
        self.add(body("Who does it", weight=600), before=16, out=True)
        for number, (_, tick) in enumerate(self._ticks):
            self.add(tick, before=4 if number else 6, out=True)
            tick.toggled.connect(self.typed)
        self.add(self._when, before=16, out=True)
        for field in (self._what, self._when):
            field.edited.connect(self.typed)

    def begin(self) -> None:
        """The cursor, where the first word goes."""
        (self._what if self._declared.type is Promise else self._field).setFocus()

    def start_from(self, value: Any) -> None:
        """What one of the versions says, to be changed."""
        if self._declared.type is Promise:
            said = codec.convert(value, Promise)
            whole = calendar.whole_day(said.by_when)
            when = calendar.long(whole).replace("\u00a0", " ").split(" ", 1)[1] if whole else said.by_when
            self.put_back({"what": said.what, "who": " ".join(said.who), "by_when": when})
        else:
            self.put_back({"text": shown(self._declared, value, self._today)})
        self.typed.emit()
        self.begin()

    def kept(self) -> dict[str, str]:
        """What stands here now, as plain texts."""
        if self._declared.type is not Promise:
            return {"text": self._field.text()}
        who = " ".join(id for id, tick in self._ticks if tick.isChecked())
        return {"what": self._what.text(), "who": who, "by_when": self._when.text()}

    def put_back(self, kept: Mapping[str, str]) -> None:
        """As `kept` told it."""
        if self._declared.type is not Promise:
            self._field.set_text(kept.get("text", ""))
            return
        self._what.set_text(kept.get("what", ""))
        self._when.set_text(kept.get("by_when", ""))
        for id, tick in self._ticks:
            tick.setChecked(id in kept.get("who", "").split())

    def value(self) -> Any:
        """What is to stand from now on; None while nothing is typed, or it cannot be read."""
        if self._declared.type is Promise:
            typed, what = self._when.text().strip(), self._what.text().strip()
            self._what.set_trouble("" if what else "Write what will happen.")
            who = tuple(id for id, tick in self._ticks if tick.isChecked())
            return Promise(what, who, calendar.day_from(typed, self._today) or typed) if what else None
        text = self._field.text()
        wrong = what_is_wrong(self._declared, text, self._today)
        self._field.set_trouble(wrong or ("" if text.strip() else "Write it, or choose one of the two."))
        return None if wrong or not text.strip() else stored(self._declared, text, self._today)
