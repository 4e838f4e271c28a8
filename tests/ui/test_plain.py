"""What is pasted or dropped arrives as words, each of them, and as nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDragMoveEvent, QDropEvent, QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from facilitator_app.ui.parts.fields import LineField, SentenceField, TextField
from facilitator_app.ui.parts.owner import Shape
from facilitator_app.ui.parts.plain import one_line, tidy, words_of
from facilitator_app.ui.parts.writing import Writing

WORD = (
    "<html><head><style>p{color:red}</style><title>Dear</title></head><body><!--StartFragment--><p class=MsoNormal style='font-family:Calibri'>"
    "Dear&nbsp;Margaret, <b>thank</b> <i>you</i>.<br>I am<img src='file:///etc/passwd'> sorry.</p><ul><li>one</li></ul>"
    "<table><tr><td>left</td><td>right</td></tr></table><script>bad()</script>😀 שלום<!--EndFragment--></body></html>"
)
WORDS = "Dear\u00a0Margaret, thank you.\nI am sorry.\none\nleft\nright\n😀 שלום"
ODD = "👩🏽‍⚖️ e\u0301 \u200fשלום\u200e ‘a’\u00a0b\u202fc \u2066x\u2069 \ttab ﷽"
Field = Writing | TextField | LineField


def page(html: str = "", text: str = "") -> QMimeData:
    made = QMimeData()
    if html:
        made.setHtml(html)
    if text:
        made.setText(text)
    return made


def picture() -> QMimeData:
    """Made anew each time: the clipboard owns what it is given."""
    painted = QImage(4, 4, QImage.Format.Format_RGB32)
    painted.fill(QColor("red"))
    made = QMimeData()
    made.setImageData(painted)
    return made


def entry(field: Field) -> QWidget:
    if isinstance(field, Writing):
        return field.sheet
    return field.prose if isinstance(field, TextField) else field.line


@pytest.fixture(params=[lambda: Writing(Shape.CIRCLE, "Hers"), lambda: TextField("Words"), lambda: LineField("Line"), lambda: SentenceField("Line")],
                ids=["a sheet", "a field of lines", "a line", "a sentence"])  # fmt: skip
def field(request: pytest.FixtureRequest, qtbot: QtBot) -> Field:
    made: Field = request.param()
    qtbot.addWidget(made)
    made.resize(500, 300)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    entry(made).setFocus()
    return made


def by_key(target: QWidget, data: QMimeData) -> None:
    QApplication.clipboard().setMimeData(data)
    QTest.keySequence(target, QKeySequence(QKeySequence.StandardKey.Paste))


def by_drop(target: QWidget, data: QMimeData) -> None:
    onto = target.viewport() if isinstance(target, QTextEdit | QPlainTextEdit) else target
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPointF(15, 10), copy, data, left, none)
    QApplication.sendEvent(onto, entered)
    moved = QDragMoveEvent(QPointF(15, 10), copy, data, left, none)
    QApplication.sendEvent(onto, moved)
    if moved.isAccepted():
        QApplication.sendEvent(onto, QDropEvent(QPointF(15, 10), copy, data, left, none))


def by_menu(target: QWidget, data: QMimeData) -> None:
    QApplication.clipboard().setMimeData(data)
    QTest.keyClick(target, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    next(one for one in menu.actions() if one.objectName() == "edit-paste").trigger()
    menu.close()


WAYS: dict[str, Callable[[QWidget, QMimeData], None]] = {"by key": by_key, "by drop": by_drop}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("text", ["", WORDS], ids=["a page", "a page and its words"])
def test_a_page_arrives_as_its_words(field: Field, way: Callable[[QWidget, QMimeData], None], text: str) -> None:
    told: list[str] = []
    field.edited.connect(told.append)
    way(entry(field), page(WORD, text))
    assert field.text() == (one_line(WORDS) if isinstance(field, LineField) else WORDS)
    assert told[-1] == field.text()
    if isinstance(field, Writing):
        assert "Calibri" not in field.sheet.toHtml()
        assert "<img" not in field.sheet.toHtml()


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_pictures_and_files_do_not_arrive(field: Field, way: Callable[[QWidget, QMimeData], None], tmp_path: Path) -> None:
    way(entry(field), picture())
    files = page(text="file:///home/priya/Margaret.docx")
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "Margaret.docx"))])
    way(entry(field), files)
    assert field.text() == ""
    QTest.keyClicks(entry(field), "Chosen")
    QTest.keySequence(entry(field), QKeySequence(QKeySequence.StandardKey.SelectAll))
    way(entry(field), picture())
    assert field.text() == "Chosen"


def test_odd_characters_stay_as_they_are(field: Field) -> None:
    by_key(entry(field), page(text=ODD))
    assert field.text() == (ODD.replace("\t", "").replace("  tab", " tab") if isinstance(field, LineField) else ODD)
    if isinstance(field, TextField | LineField):  # and as they were kept
        field.set_text(ODD)
        assert field.text() == ODD


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_end_is_one(field: Field, end: str) -> None:
    by_key(entry(field), page(text=f"one{end}two{end}"))
    assert field.text() == ("one two" if isinstance(field, LineField) else "one\ntwo\n")


def test_control_characters_and_half_pairs_are_left_out() -> None:
    assert tidy("a\x00b\x07c\x1b[31md\ufffce\x9ff\tg\ufdd0h") == "abc[31mdef\tg\nh"
    assert tidy("a\ud83db") == "a\ufffdb"
    assert tidy("\ufeffa") == "a"
    tidy("".join(map(chr, range(0x11000)))).encode()


def test_the_menu_pastes_words_too(field: Field) -> None:
    by_menu(entry(field), page(WORD))
    assert field.text() == (one_line(WORDS) if isinstance(field, LineField) else WORDS)


def test_what_was_pasted_is_taken_back_in_one_step(field: Field) -> None:
    target = entry(field)
    QTest.keyClicks(target, "Before ")
    by_key(target, page(WORD))
    assert isinstance(target, QLineEdit | QPlainTextEdit | QTextEdit)
    target.undo()
    assert field.text() == "Before "


def test_a_page_opens_nothing_that_it_names(tmp_path: Path) -> None:
    sheet = tmp_path / "hidden.css"
    sheet.write_text("p { display: none }")
    hidden = f"<html><head><link rel='stylesheet' href='{sheet.as_uri()}'></head><body><p>Still here</p></body></html>"
    assert words_of(page(hidden)) == "Still here"
