"""Finding words again. The index holds the words of records whose kinds this version knows, and is made anew from them at any time."""

import re
import sys
import unicodedata
from collections.abc import Mapping
from typing import Any

from facilitator_app.records import KINDS
from facilitator_app.records.record import as_text, fields_of
from facilitator_app.vault.connection import Connection

_WORD = re.compile(r"\w+")
_MOST_WORDS = 30
_MOST_ENDINGS = 100
_PLAIN_BEGINNING = re.compile(r"[a-z0-9]{2,}")  # the index keeps these as they are
_PLAIN_ENDINGS = re.compile(r"[a-z0-9 ]+")
# Letters that Unicode does not take apart into a plain one and its mark: "Lukasz" finds "Łukasz", "Dung" finds "Đũng".
_PLAIN = str.maketrans(
    {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T", "ı": "i", "ð": "d", "Ð": "D"}
    | {"ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "TH"}
)
# What holds keys, ids and colleagues’ names.
_NOT_WORDS = {
    "attachment", "attachment_key", "author", "became_at", "became_by", "check", "check_key", "codes", "compared", "compared_by", "digest", "filed_by",
    "made", "original", "original_key", "picture", "picture_key", "read", "seats", "signed_paper", "subject", "supervisor_id", "typed",
}  # fmt: skip


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


def index(connection: Connection, number: int, text: str, *, new: bool = False) -> None:
    """Puts the words of a record into the index, instead of those that stood there; `new`: none did."""
    if not new:
        connection.execute("delete from words where rowid = ?", (number,))
    if text:
        connection.execute("insert into words(rowid, body) values (?, ?)", (number, text))


def forget_all(connection: Connection) -> None:
    """Takes all words from the index."""
    connection.execute("insert into words(words) values ('delete-all')")


def clear_out(connection: Connection) -> None:
    """Lets go of the words of what is in the index no more. It only marks them as gone, and a tool would read them there until parts of it happen to
    be merged. Measured, 50,000 notes: 0.5 s.
    """
    connection.execute("insert into words(words) values ('optimize')")


def question(typed: str) -> str:
    """What was typed as a question to the index: every word, the last one perhaps unfinished. Empty when there is none."""
    words = _WORD.findall(_plain(typed))[:_MOST_WORDS]
    return " ".join(f'"{word}"' for word in words[:-1]) + f' "{words[-1]}"*' if words else ""


def prepare(connection: Connection) -> None:
    """Lets a connection look up which words begin with some letters. In no file: the list is a view of the index."""
    connection.execute("create virtual table temp.known using fts5vocab(main, words, row)")


def _spelled_out(connection: Connection, asked: str) -> str:
    """The same question with every word that the unfinished one may become, where these are not too many to name.

    For the beginning of a word the index gathers all places of all such words before it gives the newest; for whole words it starts with
    the newest. Measured, 100,000 notes: 9 ms and 2 to 5 ms. Only for plain letters and figures, of which the index has no other form.
    """
    before, _, last = asked[:-2].rpartition('"')  # it ends in `"word"*`
    beginning = last.lower()
    if not _PLAIN_BEGINNING.fullmatch(beginning):
        return asked
    found = connection.execute(
        "select term from temp.known where term >= ? and term < ? limit ?", (beginning, beginning + chr(sys.maxunicode), _MOST_ENDINGS + 1)
    )
    words = [word for (word,) in found]
    if not 0 < len(words) <= _MOST_ENDINGS or not _PLAIN_ENDINGS.fullmatch(" ".join(words)):
        return asked
    any_of_them = " OR ".join(f'"{word}"' for word in words)
    return f"({before.strip()}) AND ({any_of_them})" if before.strip() else any_of_them


def find(connection: Connection, typed: str, limit: int) -> list[tuple[str, str, str, str]]:
    """(compartment, record, kind, case) of the newest records of cases that hold all words. What belongs to no case is not found: a year's
    lines of time and miles would push out what is.
    """
    asked = question(typed)
    if not asked:
        return []
    asked = _spelled_out(connection, asked)
    return [
        tuple(row)
        for row in connection.execute(
            "select r.compartment, r.id, r.kind, r.case_id from words w join record r on r.number = w.rowid "
            "where w.body match ? and r.gone = 0 and r.case_id <> '' order by w.rowid desc limit ?",
            (asked, limit),
        )
    ]
