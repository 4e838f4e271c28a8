"""A form: editors bound to the fields of one record. What is typed is on the disk within a second, with what stood on the screen when it began.

Knows how typing becomes drafts and drafts become changes; knows no page.
"""

import dataclasses
import secrets
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from facilitator_app.errors import Trouble
from facilitator_app.records import odd_days, twice
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.people import Participant
from facilitator_app.records.record import Day, Field, Id, Record, field_of, fields_of
from facilitator_app.ui.desk import Desk
from facilitator_app.ui.editors import Editor, editor, shown, stored, what_is_wrong, what_it_means
from facilitator_app.ui.parts.fields import LineField
from facilitator_app.ui.parts.two_versions import STANDS, Both
from facilitator_app.workbook.acts import Changed, Edit
from facilitator_app.workbook.workbook import Workbook

_SAVE_AFTER_MS = 350
_TRY_AGAIN_MS = 5000
_SEAL_EVERY_MS = 10 * 60 * 1000


@dataclasses.dataclass(slots=True)
class _Bound:
    """One field on the screen: what stood there when its editing began, and whether anything waits to be saved."""

    field: Field
    base: tuple[str, ...]
    value: Callable[[], Any]
    editing: str = dataclasses.field(default_factory=lambda: secrets.token_hex(8))
    waiting: bool = False


class Form(QObject):
    """The open fields of one record. `compartment` is where a new record will lie.

    A record that is only shown is not made: its first values (`record`'s own) are written with the first word that is typed. A field with two
    versions is shown and not typed into: whoever reads one of them would replace the other unread.
    """

    both_wanted = Signal(str)  # the field of which somebody wants to see both versions

    def __init__(self, desk: Desk, book: Workbook, file: CaseFile, record: Record, compartment: str, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._book, self._file = desk, book, file
        self._new = record.id not in file.records
        self.used = False  # whether anything was typed or chosen here
        self.record, self.compartment = record, file.compartments.get(record.id, compartment)
        self._bound: dict[str, _Bound] = {}
        self._soon = QTimer(self, singleShot=True, interval=_SAVE_AFTER_MS)
        self._soon.timeout.connect(self.flush)
        self._again = QTimer(self, singleShot=True, interval=_TRY_AGAIN_MS)
        self._again.timeout.connect(self.flush)
        self._seal = QTimer(self, interval=_SEAL_EVERY_MS)
        self._seal.timeout.connect(self.leave)
        self._seal.start()

    def editor(self, name: str) -> Editor:
        """The editor that the declaration asks for, filled and bound."""
        declared = field_of(type(self.record), name)
        people = [(person.id, person.print_name) for person in _people(self._file)]
        made = editor(declared, people)
        today = self._book.clock.today()
        text = shown(declared, getattr(self.record, name), today)
        made.set_text(text)
        made.set_help(what_it_means(declared, text, today))
        made.set_trouble(self._wrong(declared, text))
        made.setObjectName(f"{self.record.kind}.{name}")

        def edited(typed: str) -> None:
            day = self._book.clock.today()
            made.set_help(what_it_means(declared, typed, day))
            # While a day is being typed it is not yet one: say what is wrong only when it looks finished, or was wrong before.
            wrong = self._wrong(declared, typed)
            if not wrong or len(typed) > len("31 March"):
                made.set_trouble(wrong)
            self.touch(name)

        self.bind(name, lambda: stored(declared, made.text(), self._book.clock.today()))
        if both := self.both(name):
            made.lock(both, f"{STANDS}.")
            return made
        made.edited.connect(edited)
        if isinstance(made, LineField):
            made.line.editingFinished.connect(lambda: made.set_trouble(self._wrong(declared, made.text())))
        return made

    def _wrong(self, declared: Field, typed: str) -> str:
        """What cannot be read; else what can hardly be meant, by what stands in the same case."""
        today = self._book.clock.today()
        if wrong := what_is_wrong(declared, typed, today):
            return wrong
        if declared.type is Day and typed.strip():
            return odd_days.odd(self._file, self.record, declared.name, str(stored(declared, typed, today)), today)
        return twice.named_already(self._file, self.record, typed) if declared.name == "print_name" else ""

    def has_two_versions(self, name: str) -> bool:
        """Whether two versions stand in a field."""
        return (self.record.id, name) in self._file.forks

    def both(self, name: str, said: str = "") -> Both | None:
        """Where two versions stand in a field, what says so and leads to them. Whoever binds a field to an editor of their own locks it with this."""
        if not self.has_two_versions(name):
            return None
        made = Both(field_of(type(self.record), name).ask.label, said, link=self._book.side is None)
        made.pressed.connect(lambda: self.both_wanted.emit(name))
        return made

    def bind(self, name: str, value: Callable[[], Any]) -> None:
        """Binds a field to something that is not a derived editor. Tell `touch` when it changes."""
        base = self._file.on_screen(self.record.id, name)
        self._bound[name] = _Bound(field_of(type(self.record), name), base, value)

    def touch(self, name: str) -> None:
        """Something was typed into a field: it is saved soon."""
        self._bound[name].waiting = self.used = True
        if not self._soon.isActive():
            self._soon.start()

    def flush(self) -> None:
        """Saves now what waits to be saved."""
        edits = list(self.take())
        if edits:
            self._desk.do(
                self, lambda: self._book.put(*edits), lambda _: self._desk.saved.emit(), lambda trouble: self.not_saved(edits, trouble)
            )

    def take(self) -> Iterator[Edit]:
        """What waits to be saved, once. The one who takes it saves it."""
        if self._new and self.touched:
            self._new = False
            yield from self._first_values()
        for name, bound in self._bound.items():
            if bound.waiting:
                bound.waiting = False
                yield self._edit(name, bound.value(), bound.base, bound.editing)

    def _first_values(self) -> Iterator[Edit]:
        for declared in fields_of(type(self.record)):
            value = getattr(self.record, declared.name)
            if value != declared.default:
                yield self._edit(declared.name, value, (), secrets.token_hex(8))

    def _edit(self, name: str, value: Any, base: tuple[str, ...], editing: str) -> Edit:
        return Edit(self.record.kind, self.record.id, self.record.case, self.compartment, name, value, base, editing)

    def not_saved(self, edits: Sequence[Edit], trouble: Trouble) -> None:
        """The disk did not take it: what stands on the screen is tried again, until it is taken."""
        for edit in edits:
            if edit.field in self._bound:
                self._bound[edit.field].waiting = True
        self._new = self._new or any(edit.field not in self._bound for edit in edits)
        self._again.start()
        self._desk.trouble.emit(trouble)

    @property
    def names(self) -> tuple[str, ...]:
        """The fields that are bound here."""
        return tuple(self._bound)

    @property
    def touched(self) -> bool:
        """Whether something waits to be saved."""
        return any(bound.waiting for bound in self._bound.values())

    @property
    def begun(self) -> bool:
        """Whether there is a record, or will be one with what waits: nothing typed makes none."""
        return not self._new or self.touched

    def still_shows(self, file: CaseFile, record: Record) -> bool:
        """Whether a form that was made now, of what stands now, would be this one."""
        if record.id not in file.records:
            return self._new and dataclasses.replace(record, id=self.record.id) == self.record
        return record.id == self.record.id and all(
            bound.base == file.on_screen(record.id, name) and self.has_two_versions(name) == ((record.id, name) in file.forks)
            for name, bound in self._bound.items()
        )

    def leave(self, then: Callable[[Changed], None] | None = None) -> None:
        """Saves and finishes: what was typed becomes a change."""
        self.flush()
        record = Id(self.record.id)
        self._desk.do(self.parent() or self, lambda: self._book.seal(record), then)


def _people(file: CaseFile) -> list[Participant]:
    return [person for person in file.all(Participant) if person.print_name]
