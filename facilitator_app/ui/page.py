"""What a page is: something that reads on the desk's thread, shows on the screen's, and says where it wants to go. Knows no other page."""

from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QScrollArea, QTextEdit, QVBoxLayout, QWidget

from facilitator_app.errors import Trouble
from facilitator_app.language import word
from facilitator_app.records import paths
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Id, Record
from facilitator_app.ui.desk import Desk
from facilitator_app.ui.form import Form
from facilitator_app.ui.place import Place
from facilitator_app.workbook.acts import Changed
from facilitator_app.workbook.workbook import Workbook

CASE_TABS = (
    ("case", "Overview"),
    ("preparation", "Preparation"),
    ("meeting", "Meeting"),
    ("agreement", "Agreement"),
    ("afterwards", "Afterwards"),
)
ONE_SIDE_TABS = CASE_TABS[:2]


class Page(QWidget):
    """A page of the workbook. Subclasses give `read` (on the reading thread, no widgets) and `show_read` (on the screen's)."""

    go = Signal(object)  # a Place
    said = Signal(str)  # a sentence for the saving corner
    strip_changed = Signal()
    nothing_to_type = Signal()
    done = Signal()  # this page has had its say: back to where it was opened from
    place_in_rail: ClassVar[str] = "cases"
    keeps_its_fields: ClassVar[bool] = False  # reading again makes no field anew

    def __init__(self, desk: Desk, book: Workbook, place: Place) -> None:
        super().__init__()
        self.desk, self.book, self.place = desk, book, place
        self.title, self.subtitle, self.main_words, self.banner = "", "", "", ""
        self.tabs: tuple[tuple[str, str], ...] = ()
        self.chosen_tab = ""
        self.forms: list[Form] = []
        self.undo: list[tuple[str, Callable[[], Any]]] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._shown = False
        self.begin_at: Callable[[], None] | None = None  # where to put the cursor once the page has been painted

    @property
    def on_table(self) -> bool:
        """Whether people read this screen with the facilitator now, so that no key may put anything else on it."""
        return False

    # To be given by each page -------------------------------------------------------------------------------------------------

    def read(self) -> Any:
        """What the page shows. Runs on the reading thread: no widget is touched here."""

    def show_read(self, found: Any) -> None:
        """Shows what `read` gave."""

    def main_pressed(self) -> None:
        """The main action."""

    def concerns(self, changed: Changed) -> bool:
        """Whether this page shows any of what has changed."""
        return not self.place.case or self.place.case in changed.cases

    # What every page does -----------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Reads again and shows it, with the focus and the scroll where they were. What is being typed stays as it is."""
        self.desk.ask(self, self.read, self._show)

    def heard(self, changed: Changed) -> None:
        """Something has changed somewhere. A page with an open form, or with words that nobody has taken yet, does not read again under the fingers."""
        if self.concerns(changed) and not self.forms and (self.keeps_its_fields or not any(typed_into(self))):
            self.refresh()

    def _show(self, found: Any) -> None:
        name, scroll = _focus_name(self), [area.verticalScrollBar().value() for area in self.findChildren(QScrollArea)]
        asked = self.begin_at
        self.show_read(found)
        if asked is not None and not self._shown:
            self.begin_at = asked  # where somebody was before a lock, and not where the page would begin
        self.strip_changed.emit()
        for area, value in zip(self.findChildren(QScrollArea), scroll, strict=False):
            area.verticalScrollBar().setValue(value)
        if name:
            focus_named(self, name)
        if not self._shown:
            self._shown = True
            if self.begin_at is not None:
                self.begin_at()
            else:
                focus = QApplication.focusWidget()
                if focus is None or focus is self or not self.isAncestorOf(focus):
                    self._focus_first()

    def _focus_first(self) -> None:
        """The first place to type; where there is none, the main action, which the window knows."""
        fields = (child for child in self.findChildren(QWidget) if isinstance(child, QLineEdit | QPlainTextEdit | QTextEdit))
        first = next((child for child in fields if child.isVisibleTo(self) and not child.isReadOnly()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.nothing_to_type.emit()

    def put_in(self, body: QWidget) -> None:
        """Makes `body` the page's one content."""
        while self._layout.count():
            item = self._layout.takeAt(0)
            old = item.widget() if item else None
            if old is not None and old is not body:
                old.hide()
                old.deleteLater()
        self._layout.addWidget(body)
        body.show()  # now, not when the loop comes round: the cursor is put into it at once

    def case_strip(self, file: CaseFile, tab: str, main: str = "") -> None:
        """The strip of a page of one case; with one side open it names that side and nothing else."""
        if self.book.side is not None:
            name = file.name(self.book.side.person)
            self.title, self.subtitle = f"With {name}", "Only this side is open"
            self.tabs = ONE_SIDE_TABS
        else:
            self.title = file.nickname
            self.subtitle = " · ".join(filter(None, (file.case.reference, word("path", file.case.path))))
            shown = paths.tabs(file)
            self.tabs = tuple((key, words) for key, words in CASE_TABS if key in shown or key == tab)
        self.banner = paths.court_words(file.case)
        self.chosen_tab, self.main_words = tab, main

    def form(self, file: CaseFile, record: Record, compartment: str) -> Form:
        """A form that is left with this page."""
        made = Form(self.desk, self.book, file, record, compartment, self)
        made.both_wanted.connect(lambda name: self.to("two_versions", record.id, name))
        self.forms.append(made)
        return made

    def leave(self) -> None:
        """Saves and finishes everything that was typed on this page."""
        for form in self.forms:
            form.leave()
        self.forms.clear()

    def act(self, work: Callable[[], Any], then: Callable[[Any], None] | None = None) -> None:
        """Does something that writes; the pages that show it read again by themselves. What was typed here is taken by it."""
        for entry in typed_into(self):
            (entry if isinstance(entry, QLineEdit) else entry.document()).setModified(False)
        self.desk.do(self, work, then, self.refused)

    def refused(self, trouble: Trouble) -> None:
        """Something could not be done: said in the saving corner."""
        self.desk.trouble.emit(trouble)

    def to(self, page: str, record: str = "", more: str = "") -> None:
        """Goes to another page of the same case."""
        self.go.emit(Place(page, self.place.case, Id(record), more))


def typed_into(page: QWidget) -> Iterator[QLineEdit | QPlainTextEdit | QTextEdit]:
    """The entries in which somebody has typed."""
    for line in page.findChildren(QLineEdit):
        if line.isModified():
            yield line
    for plain in page.findChildren(QPlainTextEdit):
        if plain.document().isModified():
            yield plain
    for text in page.findChildren(QTextEdit):
        if text.document().isModified():
            yield text


def _focus_name(page: QWidget) -> str:
    focus = QApplication.focusWidget()
    if focus is None or focus is page or not page.isAncestorOf(focus):
        return ""
    return focus.objectName() or focus.accessibleName()


def focus_named(page: QWidget, name: str) -> QWidget | None:
    """Puts the focus on the child that has this object name or accessible name; the child, or None."""
    for child in page.findChildren(QWidget):
        # What was replaced is still a child until the event loop comes round; it is hidden.
        there = child.focusPolicy() != Qt.FocusPolicy.NoFocus and child.isVisibleTo(page)
        if there and name in (child.objectName(), child.accessibleName()):
            child.setFocus(Qt.FocusReason.OtherFocusReason)
            return child
    return None
