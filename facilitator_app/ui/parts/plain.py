"""Plain text, in and out: what is pasted or dropped loses its dress and keeps its words, and what is typed is read as it was typed.

Knows no field. Nothing that a pasted page names is ever opened: no picture, no style sheet, no server.
"""

import re

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QTextDocument

# How Qt ends a paragraph, a line, and a cell of a table; how Word, old Macs and mainframes end a line.
_ENDS = dict.fromkeys(map(ord, "\u2029\u2028\ufdd0\ufdd1\r\v\f\x85"), "\n")
# What is no letter of anybody's: control characters, the place of a picture, and half a pair, which no file can hold.
_NO_LETTERS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffc\ufffe\uffff\ufdd2-\ufdef]")
_HALVES = re.compile("[\ud800-\udfff]")


class _Page(QTextDocument):
    """A page from elsewhere, read for its words alone."""

    def loadResource(self, _type: int, _name: QUrl | str) -> None:
        """Qt would open what the page names: a file of this computer, or a share of another that is told who asks."""


def has_words(source: QMimeData) -> bool:
    """Whether there is anything to paste. Files that are dropped are not: their names would be all that arrives."""
    if source.hasUrls() and all(url.isLocalFile() for url in source.urls()):
        return False
    return source.hasText() or source.hasHtml()


def words_of(source: QMimeData) -> str:
    """The words of what is pasted or dropped, with their line breaks."""
    if not has_words(source):
        return ""
    text = source.text()
    if not source.hasFormat("text/plain") and source.hasHtml():
        page = _Page()
        page.setHtml(source.html())
        text = page.toRawText()
    return tidy(text)


def tidy(text: str) -> str:
    """Text from anywhere as it is kept: every kind of line break as a newline, nothing that is no letter, all else untouched."""
    ended = text.replace("\r\n", "\n").translate(_ENDS).removeprefix("\ufeff")
    return _HALVES.sub("\ufffd", _NO_LETTERS.sub("", ended))


def one_line(text: str) -> str:
    """The same for a field of one line: line breaks and tabs become a space."""
    return re.sub(r"\s*[\n\t]+\s*", " ", tidy(text).strip("\n\t "))


def text_of(document: QTextDocument) -> str:
    """What stands in a document, each character as it was typed. Qt's own `toPlainText` makes a space of a no-break space."""
    return document.toRawText().translate(_ENDS)
