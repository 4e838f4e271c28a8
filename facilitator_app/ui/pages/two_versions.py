"""Two versions of one thing: side by side, the older first, with who and when, and the differing words underlined. A person says which is right.

Closing the page, Later and Esc choose nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from facilitator_app.language import number_word
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.facts import may_open
from facilitator_app.ui.desk import Desk
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.case import shape
from facilitator_app.ui.pages.two_versions_new import NewVersion
from facilitator_app.ui.parts.buttons import Button, ButtonRow, link_button, quiet_button
from facilitator_app.ui.parts.cards import Card
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.owner import OwnerWords
from facilitator_app.ui.parts.paper_sheet import MarkedWords
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.parts.two_versions import LOOK, STANDS
from facilitator_app.ui.parts.words import IconWords, body, label, sentence
from facilitator_app.ui.place import Place
from facilitator_app.workbook import two_versions
from facilitator_app.workbook.acts import Changed
from facilitator_app.workbook.differing import Marks, differing
from facilitator_app.workbook.two_versions import Fork, Version
from facilitator_app.workbook.two_versions_said import asked, counts_words, keep_words, ring, settled_words
from facilitator_app.workbook.workbook import Workbook, shape_of
from facilitator_app.workbook.writers import number_of

_NEW = "/new"  # at the end of a place's `more`: something else is being written
_SAVE_AFTER_MS = 350
_BESIDE = 620  # from this width on two cards stand beside each other


@dataclass(frozen=True, slots=True, repr=False)
class _Found:
    """What the page shows."""

    file: CaseFile
    forks: tuple[Fork, ...]
    fork: Fork | None
    marks: list[Marks]
    ring: str  # whom to ring; empty where both versions are this person's own
    number: str
    begun: dict[str, str]  # what was being written in place of both


class TwoVersionsPage(Page):
    """The place's record is the record, `more` the field; with none the first that stands in two versions is shown."""

    def __init__(self, desk: Desk, book: Workbook, place: Place) -> None:
        super().__init__(desk, book, place)
        self._new: NewVersion | None = None
        self._settled = self._finished = self._gone_back = False
        self._soon = QTimer(self, singleShot=True, interval=_SAVE_AFTER_MS)
        self._soon.timeout.connect(self._keep_begun)

    def read(self) -> _Found:
        """Every fork of the case, and everything about the one that is asked for."""
        file = two_versions.file_of(self.book, self.place.case)
        forks = two_versions.of(self.book, file)
        wanted = (self.place.record, self.place.more.removesuffix(_NEW))
        found = next((one for one in forks if (one.record.id, one.field) == wanted), None)
        fork = found or (next(iter(forks), None) if self._settled or not self.place.record else None)
        if fork is None:
            return _Found(file, forks, None, [], "", "", {})
        name = ring(fork)
        marks = [[] for _ in fork.versions] if fork.gone else differing([one.words for one in fork.versions])
        return _Found(file, forks, fork, marks, name, number_of(self.book, name), two_versions.begun(self.book, fork))

    def show_read(self, found: _Found) -> None:
        """The fork, or that there is none any more."""
        self._found, self._file, fork = found, found.file, found.fork
        if self.place.case and not may_open(found.file):
            self.go.emit(Place("case", self.place.case))
            return
        if fork is None:
            self._nothing()
        elif fork.record.id in found.file.unfinished and not self._finished:
            self._finished = True  # what was being typed into it is one of its versions
            self.act(lambda: self.book.seal(fork.record.id), lambda _: self.refresh())
        else:
            self._show_fork(found, fork)

    def _nothing(self) -> None:
        if self._settled:
            if not self._gone_back:  # read twice after one press, it goes back once
                self._gone_back = True
                self.done.emit()
            return
        self._strip("")
        columns = Columns()
        columns.side.hide()
        columns.text.add(sentence("One version stands here now."))
        columns.text.add(body("Somebody has settled it. What was not kept stays in the history.", "soft"), before=8)
        back = quiet_button("Back")
        back.clicked.connect(self.done)
        columns.text.add(ButtonRow(back), before=20)
        self.put_in(columns)
        self.begin_at = lambda: back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _strip(self, main: str) -> None:
        if self.place.case:
            fork = self._found.fork
            agreed = fork is not None and fork.record.kind in ("agreement", "term", "amendment")
            self.case_strip(self._file, "agreement" if agreed else "case", main)
        else:
            self.title, self.subtitle, self.main_words = STANDS, "", main

    # One fork -----------------------------------------------------------------------------------------------------------------

    def _show_fork(self, found: _Found, fork: Fork) -> None:
        if (self.place.record, self.place.more.removesuffix(_NEW)) != (fork.record.id, fork.field):
            self.place = replace(self.place, record=fork.record.id, more=fork.field)
        writing = self.place.more.endswith(_NEW) and fork.can_be_typed
        self._strip("Keep what I wrote" if writing else f"Ring {found.ring}" if found.ring else "")
        columns = Columns()
        columns.text.add(sentence(asked(fork)))
        self._about(columns, found, fork)
        if fork.counts is not None:
            columns.text.add(body(counts_words(fork), weight=600), before=10)
        if fork.why_not:
            columns.text.add(IconWords("info", body(fork.why_not, role="care"), role="care"), before=10)
        self._buttons: list[Button] = []
        cards: list[QWidget] = [self._card(fork, at, writing=writing) for at in range(len(fork.versions))]
        if fork.paper:
            cards.insert(1, self._paper(fork))
        columns.text.add(_Cards(cards, beside=len(cards) == 2), before=16)  # noqa: PLR2004 - two of them
        if fork.lost:
            lost = "Some of what stood in it is not on this laptop any more, and does not come back with it."
            columns.text.add(label(lost, "soft"), before=10)
        self._new = None
        if writing:
            self._write(columns, found, fork)
        else:
            self._others(columns, fork)
        self._side(columns, found, fork)
        self.put_in(columns)
        self._begin(writing=writing)

    def _begin(self, *, writing: bool) -> None:
        if self._new is not None and writing:
            self.begin_at = self._new.begin
            if self._shown:
                self._new.begin()
        elif not self.main_words and self._buttons:
            self.begin_at = lambda: self._buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _about(self, columns: Columns, found: _Found, fork: Fork) -> None:
        said = f"{fork.title}. {fork.label}."
        if fork.sealed:
            said += " These words were sealed: whatever is kept here, the paper stays as it is."
        elif fork.record.kind in ("agreement", "term"):
            said += " No copy can be printed until this is settled."
        columns.text.add(body(said, "soft"), before=6)
        if fork.owner and found.file.name(fork.owner):
            owner = shape(shape_of(found.file, fork.owner))
            columns.text.add(OwnerWords(owner, f"{found.file.name(fork.owner)} only"), before=8)

    def _card(self, fork: Fork, at: int, *, writing: bool) -> Card:
        version, marks = fork.versions[at], self._found.marks[at]
        card = Card()
        card.add(body(f"{version.names} wrote" if not fork.gone or version.value is None else f"{version.names} took it away", weight=600))
        card.add(label(". ".join(filter(None, (version.when, version.where))), "soft"), before=1)
        words = MarkedWords(version.words, marks, hit=False)
        card.add(words, before=10)
        if fork.counts == at:
            card.add(label("This one counts until it is settled.", weight=600), before=8)
        if version.care and not fork.why_not:
            card.add(IconWords("info", label(version.care, role="care"), role="care"), before=8)
        if writing:
            start = link_button("Begin from this", f"Begin from this: {version.names}, {version.when}")
            start.clicked.connect(lambda: self._new.start_from(version.value) if self._new is not None else None)
            card.add(ButtonRow(start), before=12)
        elif not fork.why_not and version.may_keep:
            keep = quiet_button(keep_words(fork, version), f"{keep_words(fork, version)}: {version.words}")
            keep.clicked.connect(lambda: self._keep(fork, version))
            self._buttons.append(keep)
            card.add(ButtonRow(keep), before=12)
        card.down.addStretch(1)
        return card

    def _paper(self, fork: Fork) -> Card:
        """The scan of what was signed stands between them."""
        card = Card(ground="tint")
        card.add(IconWords("file-text", body("The signed paper decides", weight=600)))
        pages = f"{number_word(len(fork.paper)).capitalize()} scanned {'page' if len(fork.paper) == 1 else 'pages'}."
        card.add(body(f"{pages} Keep what stands on it, word for word."), before=6)
        look = link_button("See the scan")
        look.clicked.connect(lambda: self.to("scan", fork.paper[0].id))
        card.add(ButtonRow(look), before=8)
        return card

    def _others(self, columns: Columns, fork: Fork) -> None:
        row = ButtonRow()
        if fork.both and not fork.why_not:
            both = quiet_button("Keep both")
            both.clicked.connect(lambda: self._settle(lambda: two_versions.keep_both(self.book, fork), "Both are kept."))
            self._buttons.append(both)
            row.add(both)
        if fork.can_be_typed:
            write = quiet_button("Write it new")
            write.clicked.connect(lambda: self._turn(fork, _NEW))
            row.add(write)
        later = quiet_button("Later")
        later.clicked.connect(self.done)
        row.add(later)
        columns.text.add(row, before=18)

    def _side(self, columns: Columns, found: _Found, fork: Fork) -> None:
        if found.ring:
            columns.side.section(f"Ring {found.ring}", first=True)
            if found.number:
                columns.side.add(sentence(found.number.replace(" ", "\u00a0"), 600))
            else:
                columns.side.add(body("No number of theirs is written down here.", "soft"))
                numbers = link_button("Numbers at hand")
                numbers.clicked.connect(lambda: self.go.emit(Place("numbers")))
                columns.side.add(numbers, before=4)
            columns.side.add(body("If nobody answers, leave this for later. Both are kept.", "soft"), before=6)
        columns.side.section("What happens next", first=not found.ring)
        columns.side.add(body("The version you do not keep stays in the history, with who wrote it and when.", "soft"))
        if self.place.case:
            history = link_button("Who wrote this, and when")
            history.clicked.connect(lambda: self.to("history", fork.record.id))
            columns.side.add(history, before=8)
        more = [one for one in found.forks if one is not fork]
        if more:
            columns.side.section("Also in two versions")
            rows = Rows()
            for one in more:
                rows.add(one.title, one.label, link=LOOK, key=f"{one.record.id}/{one.field}")
            rows.pressed.connect(self._other)
            columns.side.add(rows)

    def _other(self, key: str) -> None:
        record, _, field = key.partition("/")
        self.to("two_versions", record, field)

    # Settling -----------------------------------------------------------------------------------------------------------------

    def _keep(self, fork: Fork, version: Version) -> None:
        self._settle(lambda: two_versions.keep(self.book, fork, version), settled_words(fork, version))

    def _settle(self, work: Callable[[], Changed], said: str) -> None:
        """One press, one settlement: then the next that stands in two versions, a third one that has come in meanwhile, or back."""
        for button in self._buttons:
            button.setEnabled(False)
        self._soon.stop()

        def then(_: object) -> None:
            self._settled = True
            self.said.emit(said)
            self.refresh()

        self.act(work, then)

    # Writing it new -----------------------------------------------------------------------------------------------------------

    def _turn(self, fork: Fork, more: str) -> None:
        self.place = replace(self.place, more=f"{fork.field}{more}")
        self._show_fork(self._found, fork)
        self.strip_changed.emit()

    def _write(self, columns: Columns, found: _Found, fork: Fork) -> None:
        if fork.declared is None:
            return
        self._new = new = NewVersion(found.file, fork.declared, self.book.clock.today())
        new.put_back(found.begun)
        new.typed.connect(self._soon.start)
        columns.text.section("What is right")
        columns.text.add(new)
        keep, back = quiet_button("Keep what I wrote"), quiet_button("Back to the two")
        keep.clicked.connect(self.main_pressed)
        back.clicked.connect(lambda: self._turn_back(fork))
        self._buttons.append(keep)
        columns.text.add(ButtonRow(keep, back), before=18)
        columns.text.add(label("Nothing of it counts before you keep it.", "soft"), before=8)

    def _turn_back(self, fork: Fork) -> None:
        self._keep_begun()
        if self._new is not None:
            self._found = replace(self._found, begun=self._new.kept())
        self._turn(fork, "")

    def _keep_begun(self) -> None:
        """What is being written is on the disk within a second, and is no version before it is kept."""
        self._soon.stop()
        fork, new = self._found.fork, self._new
        if fork is not None and new is not None:
            kept = new.kept()
            self.desk.do(self.parent() or self, lambda: two_versions.keep_begun(self.book, fork, kept), lambda _: self.desk.saved.emit())

    def leave(self) -> None:
        """What was begun is kept, and nothing is chosen."""
        if self._soon.isActive():
            self._keep_begun()
        super().leave()

    def main_pressed(self) -> None:
        """The colleague's number; once something else is being written, that."""
        found, new = self._found, self._new
        if found.fork is None:
            return
        if new is None:
            if found.number:
                self.said.emit(f"{found.ring}: {found.number}")
            elif found.ring:
                self.go.emit(Place("numbers"))
            return
        value, fork = new.value(), found.fork
        if value is None:
            new.begin()
            return
        self._new = None
        self.place = replace(self.place, more=fork.field)
        self._settle(lambda: two_versions.write_new(self.book, fork, value), "Kept: what you wrote.")


class _Cards(QWidget):
    """The cards, one under the other; two of them beside each other where there is room, unless paper stands between."""

    def __init__(self, cards: list[QWidget], *, beside: bool) -> None:
        super().__init__()
        self._beside = beside
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._across = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(14)
        for card in cards:
            self._across.addWidget(card, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold."""
        wide = self._beside and event.size().width() >= _BESIDE
        self._across.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        super().resizeEvent(event)
