"""Everything that a window gives away: what is painted, what a screen reader is told, tool tips, choices, titles, and what widgets hold.

Looks at every widget there is and knows none of them, so that a new page and a new part are looked at without anybody thinking of it.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

from every_paper import Out, private_runs, runs_of, service_runs
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QBuffer, QByteArray, QIODevice, QPoint, Qt
from PySide6.QtGui import QAccessible, QAction, QGuiApplication, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

import facilitator_app
from facilitator_app.records import ConferencePlan, NumberAtHand, Waiting
from facilitator_app.records.case_file import CaseFile, assemble
from facilitator_app.records.record import NOBODY, Id
from facilitator_app.resources import resource
from facilitator_app.workbook.workbook import Workbook

_ROLES = [role for role in Qt.ItemDataRole if role.value < Qt.ItemDataRole.UserRole.value + 8]
_SAID = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value, QAccessible.Text.Help, QAccessible.Text.Accelerator)


# What there is to see and to hear -----------------------------------------------------------------------------------------------


def surfaces(*, shown_only: bool = False) -> Iterator[tuple[str, str]]:
    """(where, text) of every widget of the program; with `shown_only` of what can be seen now, as under a cover or on Table."""
    yield "application", f"{QGuiApplication.applicationName()} {QGuiApplication.applicationDisplayName()}"
    for top in QApplication.topLevelWidgets():
        if shown_only and not top.isVisible():
            continue
        for widget in (top, *top.findChildren(QWidget)):
            if not shown_only or widget.isVisible():
                where = f"{type(widget).__name__} {widget.objectName()}"
                yield from ((f"{where} {what}", text) for what, text in _of(widget, held=not shown_only) if text)
        yield f"{type(top).__name__} painted", painted(top)


def _of(widget: QWidget, *, held: bool) -> Iterator[tuple[str, str]]:
    yield "title", f"{widget.windowTitle()} {widget.windowIconText()} {widget.windowFilePath()} {widget.windowRole()}"
    yield "name", f"{widget.objectName()} {widget.accessibleName()} {widget.accessibleDescription()}"
    yield "hint", f"{widget.toolTip()} {widget.statusTip()} {widget.whatsThis()}"
    told = QAccessible.queryAccessibleInterface(widget)
    if told is not None:
        yield "to a screen reader", " ".join(told.text(one) for one in _SAID)
    yield from _typed(widget)
    for action in widget.actions():
        yield "action", _action(action)
    if isinstance(widget, QComboBox | QAbstractItemView) and widget.model() is not None:
        yield "choices", _rows(widget.model())
    if held:
        yield "held", " ".join(_strings(vars(widget)))


def _typed(widget: QWidget) -> Iterator[tuple[str, str]]:
    match widget:
        case QLabel() | QAbstractButton():
            yield "text", widget.text().replace("&", "")
        case QLineEdit():
            finishes = widget.completer()
            yield "text", f"{widget.text()} {widget.placeholderText()}"
            if finishes is not None:
                yield "completions", _rows(finishes.model())
        case QTextEdit():
            yield "text", f"{widget.toPlainText()} {widget.placeholderText()}"
            yield "markup", widget.toHtml()
        case QPlainTextEdit():
            yield "text", f"{widget.toPlainText()} {widget.placeholderText()}"


def _action(action: QAction) -> str:
    return f"{action.text()} {action.toolTip()} {action.statusTip()}"


def _rows(model: QAbstractItemModel) -> str:
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    cells = [model.index(row, column) for row in range(model.rowCount()) for column in range(columns)]
    return " ".join(text for cell in cells for role in _ROLES for text in _strings(cell.data(role)))


def _strings(value: object, depth: int = 3) -> Iterator[str]:
    """The texts that something of ours keeps; not what a page has read, which no screen shows."""
    if isinstance(value, str):
        yield value
    elif depth and isinstance(value, dict):
        for key, one in value.items():
            yield from _strings(key, depth - 1)
            yield from _strings(one, depth - 1)
    elif depth and isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from _strings(one, depth - 1)


def painted(top: QWidget) -> str:
    """The words that a window draws, whoever draws them."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(top.size())
    painter = QPainter(generator)
    top.render(painter, QPoint())
    painter.end()
    drawn = ET.fromstring(QByteArray(buffer.data()).data())
    return "\n".join(text for one in drawn.iter() if one.tag.endswith("}text") and (text := "".join(one.itertext())))


# What of it is somebody else's ---------------------------------------------------------------------------------------------------


def shut_for(file: CaseFile, book: Workbook, *own: Id) -> set[str]:
    """Every run of words that is private to anybody but these people, without what the program says by itself."""
    out = Out(object, "screen", own[0] if own else Id(""), frozenset(own))
    numbers = assemble(NOBODY, book.vault.stored("service")).all(NumberAtHand)
    known = (
        said_by_the_program() | service_runs(book.service()) | runs_of(" ".join(f"{one.what} {one.number} {one.when}" for one in numbers))
    )
    for wait in file.all(Waiting):
        known |= runs_of(wait.words) if wait.about in own else frozenset()  # what they are waiting for themselves
    for plan in file.all(ConferencePlan):
        known |= runs_of(f"{plan.venue} {plan.room}") - runs_of(
            plan.venue
        )  # a screen says the two in one line; each is looked for by itself
    ids = runs_of(" ".join((*file.records, *file.compartments.values())))
    return {run for run in private_runs(file, out) - known if ids.isdisjoint(run.split())}


def found_in(shut: set[str], given: Iterable[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """Where any of it is given away, and which."""
    return [(where, sorted(shut & runs)) for where, text in given if shut & (runs := runs_in(text))]


runs_in = cache(runs_of)  # rail, strip and choices say the same on every page


@cache
def said_by_the_program() -> frozenset[str]:
    """Every text that stands in its own sources and resources: no case is in any of them."""
    package = Path(facilitator_app.__file__).parent
    texts = [
        text for part in ("ui", "workbook", "records", "reports") for path in (package / part).rglob("*.py") for text in _constants(path)
    ]
    texts += [
        path.read_text(encoding="utf-8") for part in ("help", "terms", "practice") for path in resource(part).rglob("*") if path.is_file()
    ]
    return frozenset(run for text in texts for run in runs_of(text))


def _constants(path: Path) -> Iterator[str]:
    """What stands between quotation marks in a source, without what is filled in; read as text, since a parser takes ten times as long."""
    if path.name != "demo.py":  # the story of the demonstration is somebody's case
        for words in re.findall(r'"([^"\n]+)"', path.read_text(encoding="utf-8")):
            yield from re.split(r"\{[^}]*\}", words)
