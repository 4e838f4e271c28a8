"""Finding words again. The index holds the words of records whose kinds this version knows, and is made anew from them at any time."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from facilitator_app.records import KINDS
from facilitator_app.records.record import as_text, fields_of
from facilitator_app.vault.connection import Connection

_WORD = re.compile(r"\w+")
_MOST_WORDS = 30
# Letters that Unicode does not take apart into a plain one and its mark: "Lukasz" finds "Łukasz", "Dung" finds "Đũng".
_PLAIN = str.maketrans(
    {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T", "ı": "i", "ð": "d", "Ð": "D"}
    | {"ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "TH"}
)
# What holds keys, ids and colleagues’ names.
_NOT_WORDS = {"attachment", "attachment_key", "author", "check", "check_key", "digest", "read", "seats", "subject", "supervisor_id"}


def text_of(kind: str, values: Mapping[str, Any]) -> str:
    """The words of a record that a search should find."""
    declared = KINDS.get(kind)
    if declared is None:
        return ""
    found = (
        as_text(values[field.name])
        for field in fields_of(declared)
        if field.name in values and not field.ask.link and not field.ask.choices and field.name not in _NOT_WORDS
    )
    return _plain("\n".join(filter(None, found)))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).translate(_PLAIN)


def index(connection: Connection, number: int, text: str) -> None:
    """Puts the words of a record into the index, instead of those that stood there."""
    connection.execute("delete from words where rowid = ?", (number,))
    if text:
        connection.execute("insert into words(rowid, body) values (?, ?)", (number, text))


def question(typed: str) -> str:
    """What was typed as a question to the index: every word, the last one perhaps unfinished. Empty when there is none."""
    words = _WORD.findall(_plain(typed))[:_MOST_WORDS]
    return " ".join(f'"{word}"' for word in words[:-1]) + f' "{words[-1]}"*' if words else ""


def find(connection: Connection, typed: str, limit: int) -> list[tuple[str, str, str, str]]:
    """(compartment, record, kind, case) of the newest records that hold all words."""
    asked = question(typed)
    if not asked:
        return []
    return [
        tuple(row)
        for row in connection.execute(
            "select r.compartment, r.id, r.kind, r.case_id from words w join record r on r.number = w.rowid "
            "where w.body match ? and r.gone = 0 order by w.rowid desc limit ?",
            (asked, limit),
        )
    ]
