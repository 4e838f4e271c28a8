"""Editors, derived from how a field is declared: its label, help, choices and number of lines. Knows no page."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from facilitator_app import calendar
from facilitator_app.language import words
from facilitator_app.records.record import Day, Field
from facilitator_app.ui.parts.fields import ChoiceField, LineField, ListField, SentenceField, TextField

Editor = LineField | TextField | ChoiceField | ListField
_FEW = 4
_TIMES = {"at", "until", "leave_by"}


def editor(field: Field, people: Sequence[tuple[str, str]] = ()) -> Editor:
    """The editor of a field. `people` are (id, print name), for a field that names one of them."""
    ask = field.ask
    if ask.link == "participant":
        return _choice(ask.label, [*people], ask.help)
    if ask.choices:
        return _choice(ask.label, list(words(ask.choices).items()), ask.help)
    if field.type is bool:
        return _choice(ask.label, [("yes", "Yes"), ("", "No")], ask.help)
    if ask.lines > 1:
        return TextField(ask.label, ask.help, lines=ask.lines, spelt=ask.is_prose)
    return (SentenceField if ask.is_prose else LineField)(ask.label, ask.help)


def _choice(label: str, choices: Sequence[tuple[str, str]], help: str) -> Editor:
    return ChoiceField(label, choices, help) if len(choices) <= _FEW else ListField(label, choices, help)


def shown(field: Field, value: Any, today: date) -> str:
    """A stored value as the editor shows it: a day in words, a time as it is."""
    if field.type is bool:
        return "yes" if value else ""
    if field.type is Day:
        whole = calendar.whole_day(str(value))
        return calendar.long(whole).replace("\u00a0", " ").split(" ", 1)[1] if whole else calendar.said(str(value), today)
    return str(value)


def stored(field: Field, typed: str, today: date) -> Any:
    """What was typed as it is stored. A day or time that cannot be read is kept as it was typed: nothing that was typed is lost."""
    if field.type is bool:
        return typed == "yes"
    if field.type is Day:
        return calendar.day_from(typed, today) or typed.strip()
    if field.name in _TIMES:
        return calendar.time_from(typed) or typed.strip()
    if field.type is int:
        return int(typed) if typed.strip().isdigit() else 0
    return typed


def what_is_wrong(field: Field, typed: str, today: date) -> str:
    """A sentence to stand under the field, or nothing."""
    if field.type is Day and typed.strip() and calendar.day_from(typed, today) is None:
        return "We cannot read this as a day. Try 17 March 2026. What you typed is kept."
    if field.name in _TIMES and typed.strip() and calendar.time_from(typed) is None:
        return "We cannot read this as a time. Try 14:00. What you typed is kept."
    return ""


def what_it_means(field: Field, typed: str, today: date) -> str:
    """The day that was understood, with its weekday and how far away it is; the declaration's help otherwise."""
    iso = calendar.day_from(typed, today) if field.type is Day and typed.strip() else None
    whole = calendar.whole_day(iso) if iso else None
    if whole is None:
        return field.ask.help
    away = calendar.away(whole, today)
    return calendar.long(whole, today) + (f", {away}" if away else "")
