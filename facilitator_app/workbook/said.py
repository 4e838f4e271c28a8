"""A stored value as a person reads it, whatever its shape: for the history of a record, and where two versions stand side by side."""

from collections.abc import Callable, Mapping
from typing import Any

from facilitator_app import calendar
from facilitator_app.language import word
from facilitator_app.records import codec
from facilitator_app.records.agreed import doers
from facilitator_app.records.agreement import Compared, PersonsYes, Promise, ReadBack
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.passing_on import Act, Yes
from facilitator_app.records.record import Day, Field, Id, as_text
from facilitator_app.workbook.seats import CO, LEAD


def words_of(file: CaseFile, known: Field, value: Any) -> str:  # noqa: PLR0911 - one for each kind of value
    """A value as it is kept, in words; empty for one that says nothing."""
    if value in (None, "", [], {}):
        return ""
    if known.ask.link == "participant":
        return file.name(str(value)) or "somebody"
    if known.ask.link and isinstance(value, str):
        return _linked(file, value)
    if known.ask.choices:
        return ", ".join(word(known.ask.choices, str(one)) for one in (value if isinstance(value, list) else [value]))
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if known.type is Day:
        return _day(str(value))
    if said := _statements(file, known, value):
        return said
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(_name(file, one) for one in value)
    return str(value) if isinstance(value, int) else as_text(value)


def _linked(file: CaseFile, id: str) -> str:
    """What another record is called; never its id, which nobody can read."""
    found = file.records.get(Id(id))
    if found is None:
        return "something that is not here"
    return " ".join(filter(None, (type(found).title, _day(str(getattr(found, "day", ""))))))


def _name(file: CaseFile, one: str) -> str:
    """A participant or a facilitator by name, in a list of seats; anything else as it is."""
    known = {LEAD: file.case.lead or "Lead facilitator", CO: file.case.co_facilitator or "Co-facilitator"}
    return known.get(one) or file.name(one) or one


def _day(stored: str) -> str:
    whole = calendar.whole_day(stored)
    return calendar.long(whole) if whole else stored


# Statements: what is one field, because a person reads it as one -----------------------------------------------------------------


def _statements(file: CaseFile, known: Field, value: Any) -> str:
    if known.type in _STATEMENTS and isinstance(value, Mapping):
        return _statement(file, known.type, value)
    if known.type == tuple[PersonsYes, ...] and isinstance(value, list):
        return "\n".join(_statement(file, PersonsYes, one) for one in value)
    return ""


def _statement(file: CaseFile, kind: Any, value: Any) -> str:
    try:
        return _STATEMENTS[kind](file, codec.convert(value, kind))
    except codec.Unreadable:
        return as_text(value)


def _promise(file: CaseFile, said: Promise) -> str:
    when = f"by {_day(said.by_when)}" if calendar.whole_day(said.by_when) else said.by_when
    return "\n".join(filter(None, (said.what, ", ".join(filter(None, (doers(file, said), when))))))


def _act(_: CaseFile, said: Act) -> str:
    return ", ".join(filter(None, (_day(said.on), said.by, said.how)))


def _yes(_: CaseFile, said: Yes) -> str:
    return " ".join(filter(None, (f"“{said.words}”" if said.words else "", ", ".join(filter(None, (_day(said.on), said.by, said.how))))))


def _read(_: CaseFile, said: ReadBack | Compared) -> str:
    return ", ".join(filter(None, (_day(said.on), said.by)))


def _persons_yes(file: CaseFile, said: PersonsYes) -> str:
    told = ", ".join(filter(None, (file.name(said.person) or "somebody", _day(said.on), said.how)))
    return f"{told}: “{_promise(file, said.to)}”" if said.to.what else told


_STATEMENTS: dict[Any, Callable[[CaseFile, Any], str]] = {
    Act: _act, Compared: _read, PersonsYes: _persons_yes, Promise: _promise, ReadBack: _read, Yes: _yes,
}  # fmt: skip
