"""The open workbook on the screen: frame, pages, keys, and the lock, which keeps the place and lets go of everything else."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from facilitator_app import settings
from facilitator_app.errors import Trouble, trace_of
from facilitator_app.records import codec
from facilitator_app.ui import copied
from facilitator_app.ui.courier import Courier
from facilitator_app.ui.cursor import cursor_of, put_back
from facilitator_app.ui.desk import Desk
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.exchange import ExchangePage
from facilitator_app.ui.pages.join import JoinPage
from facilitator_app.ui.pages.list import CLOSED_WITH_ONE_SIDE, OPEN_UNHEARD, PAGES
from facilitator_app.ui.pages.managing import ManagingPage
from facilitator_app.ui.pages.scans import ScansPage
from facilitator_app.ui.pages.settings import SettingsPage
from facilitator_app.ui.parts.cover import Cover
from facilitator_app.ui.parts.frame import PLACES, Frame
from facilitator_app.ui.place import Kept, Place
from facilitator_app.ui.presence import Presence
from facilitator_app.ui.scanning import Intake
from facilitator_app.ui.spelling import Speller
from facilitator_app.ui.system_lock import SystemLock
from facilitator_app.ui.under import Under
from facilitator_app.workbook import at_the_service
from facilitator_app.workbook.acts import Changed
from facilitator_app.workbook.opening import DiskFull, NotSaved
from facilitator_app.workbook.today import visit_soon_of
from facilitator_app.workbook.workbook import KEPT_PLACE, Workbook

log = logging.getLogger(__name__)
_SAID_MS = 6000
_TRIES = 5
_NO_COPY = "no copy"  # what went wrong with the copy at the last end, to be said at the next beginning


class Workspace(QWidget):
    """Everything behind the unlock screen. `ended` says that it has let go, and whether to come back to the unlock screen."""

    ended = Signal(bool)
    put_out = Signal(object)  # a Trouble: the service has taken this laptop out, and nothing is here any more
    setting_chosen = Signal(str, object)

    def __init__(self, book: Workbook, idle_minutes: int) -> None:
        super().__init__()
        self.book, self.desk = book, Desk(self)
        self.page: Page | None = None
        self._back: list[Place] = []
        self._side = book.side  # the one that was open when the last page was opened
        self._under: Under | None = None  # what help lies over, while it does
        self._tries = 0
        self._unsaved = False  # the disk has refused what was typed
        self.intake = Intake(self.desk, book, self)
        self.courier = Courier(self.desk, book, self)
        self._speller = Speller(self.desk, book, self, on=settings.load().mark_words)
        self.frame = Frame()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(self.frame)
        self._cover = Cover(self, "Your work is kept. Your short code opens it again; without one, your passphrase.")
        self._said = QTimer(self, singleShot=True, interval=_SAID_MS)
        self._idle = QTimer(self, singleShot=True, interval=idle_minutes * 60_000)
        self._presence = Presence(self)
        self._system = SystemLock(self)
        self._connect()
        self._add_keys()
        self._say_where()
        self._idle.start()

    def _connect(self) -> None:
        """Every connection of the window, in one place."""
        self.frame.place_chosen.connect(self._to_place)
        self.frame.tab_chosen.connect(self._tab)
        self.frame.main_pressed.connect(self._main)
        # Whoever presses Help by the mouse comes from where the cursor was, and not from the rail.
        self.frame.help_pressed.connect(lambda: self._help(self.page.focusWidget() if self.page is not None else None))
        self.frame.find_pressed.connect(lambda: self.go(Place("find")))
        self.frame.lock_pressed.connect(self.lock)
        self.desk.changed.connect(self._changed)
        self.desk.trouble.connect(self._trouble)
        self.desk.busy.connect(self._busy)
        self.desk.saved.connect(self._saved)
        self._cover.code_given.connect(self._uncover)
        self._said.timeout.connect(self._say_where)
        self.courier.moved.connect(self._say_where)
        self.courier.taken_out.connect(self._taken_out)
        self.frame.saving_pressed.connect(self._to_exchange)
        self._idle.timeout.connect(self._idle_for_long)
        self._presence.noticed.connect(self._idle.start)
        self._presence.hide_asked.connect(self.cover)
        self._system.locked.connect(self.lock)

    def _add_keys(self) -> None:
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+Return", self._main),
            ("Ctrl+Enter", self._main),
            ("Ctrl+N", self._note),
            ("Ctrl+K", lambda: self.go(Place("find"))),
            ("Ctrl+R", lambda: self.go(Place("rings"))),
            ("Alt+Left", self.back),
            ("F6", self._next_region),
            ("Ctrl+Z", self._undo),
            ("F1", self._help),
        )
        for sequence, act in keys:
            key = QShortcut(QKeySequence(sequence), self)
            # A key that is held down a moment too long does the main act once: what comes next, nobody has looked at yet.
            key.setAutoRepeat(act != self._main)
            key.activated.connect(lambda act=act: self._others_may_read() or act())
        QShortcut(QKeySequence("Ctrl+L"), self).activated.connect(self.lock)  # the one key that also works under the cover

    def _others_may_read(self) -> bool:
        """Under the cover nobody is known to be there; on Table whatever opens is read by everybody in the room."""
        return self._cover.isVisible() or (self.page is not None and self.page.on_table)

    # Places -------------------------------------------------------------------------------------------------------------------

    def go(self, place: Place, *, remember: bool = True, came_back: bool = False) -> None:
        """Leaves the page, which finishes what was typed on it, and opens another. `came_back`: to what was being typed when it locked."""
        if place.page == "help":
            self._help()
            return
        if self.book.side != self._side:
            self._between_sides()
        if self.book.side is not None and place.page in CLOSED_WITH_ONE_SIDE:
            place = Place("case", self.book.side.case)
        if place.page not in OPEN_UNHEARD and not came_back and (limit := self.book.limit()) is not None and limit.is_closed:
            place = Place("exchange")
        self._lift_help()
        if self.page is not None:
            if remember and self.page.place != place:
                self._back.append(self.page.place)
            self.page.leave()
        old = self.page
        self.frame.set_banner("")
        self._open(place, self._done)
        if place.page == "today" and (limit := self.book.limit()) is not None and limit.is_near:
            self.frame.set_banner(at_the_service.limit_said(limit, self.book.clock.today()))
        self._let_go(old)

    def _between_sides(self) -> None:
        """What was copied, and what was said a moment ago, belongs to the other side of the wall."""
        self._side = self.book.side
        copied.forget()
        self._said.stop()
        self._say_where()

    def _open(self, place: Place, done: Callable[[], None]) -> None:
        """A page is made, and shown before it has read."""
        page = PAGES[place.page](self.desk, self.book, place)
        page.go.connect(self._go_from_page)
        page.said.connect(self.say)
        page.done.connect(done)
        page.strip_changed.connect(self._strip)
        page.nothing_to_type.connect(self._focus_main)
        if isinstance(page, SettingsPage):
            page.setting_chosen.connect(self._setting_chosen)
        if isinstance(page, ScansPage):
            page.use(self.intake)
        if isinstance(page, ExchangePage | JoinPage | ManagingPage):
            page.use(self.courier)
        if place.page != "help":  # what lies under help is the same case
            self._speller.open_case(place.case)
        self.page = page
        self._strip()
        self.frame.show_page(page)
        page.refresh()

    def _let_go(self, page: Page | None) -> None:
        if page is not None:  # what it showed goes with it
            self.frame.pages.removeWidget(page)
            page.deleteLater()

    def _setting_chosen(self, name: str, value: object) -> None:
        if name == "mark_words":
            self._speller.set_on(on=bool(value))
        self.setting_chosen.emit(name, value)

    def _go_from_page(self, place: Place) -> None:
        if self.book.side is not None:
            self._back.clear()  # what was open before lies on the other side of the wall
        self.go(place)
        if self.book.side is not None:
            self._back = [kept for kept in self._back if kept.page == "case"]

    def back(self) -> None:
        """The page before this one; from help the page that lies under it."""
        under = self._under
        if under is not None:
            self._lift_help()
            self._strip()
            if not under.take_focus():
                self._focus_main()
        elif self._back:
            self.go(self._back.pop(), remember=False)

    def _done(self) -> None:
        """Back to the page that a record was opened from; to its case where that is gone."""
        if self.page is None:
            return
        here = self.page.place
        while self._back and (self._back[-1].page == here.page or self._back[-1].case not in ("", here.case)):
            self._back.pop()
        self.go(self._back.pop() if self._back else Place("case", here.case), remember=False)

    # Help ---------------------------------------------------------------------------------------------------------------------

    def _help(self, focus: QWidget | None = None) -> None:
        """Lays help over the page, or takes it away. Never in the room: what stands on the screen there, people read with you."""
        page = self.page
        if self._under is not None:
            self.back()
        elif page is not None and not getattr(page, "fills_window", False):
            self._under = Under(page, focus or QApplication.focusWidget())
            self._open(Place("help", page.place.case, more=page.place.page), self.back)

    def _lift_help(self) -> None:
        """The page underneath is the page again."""
        if self._under is not None:
            help_page, self.page, self._under = self.page, self._under.page, None
            self.frame.show_page(self.page)
            self._let_go(help_page)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes help away. No shortcut: it would take the first Esc from whoever presses it twice to cover the screen."""
        if event.key() == Qt.Key.Key_Escape and self._under is not None and not self._cover.isVisible():
            self.back()
        else:
            super().keyPressEvent(event)

    # Rail and strip -----------------------------------------------------------------------------------------------------------

    def _to_place(self, key: str) -> None:
        """A place of the rail. With one side open its list of cases would hold one line: it opens that case."""
        self.go(Place("case", self.book.side.case) if key == "cases" and self.book.side is not None else Place(key))

    def _tab(self, key: str) -> None:
        if self.page is not None:
            self.go(Place(key, self.page.place.case))

    def _strip(self) -> None:
        page = self.page
        if page is None:
            return
        fills = bool(getattr(page, "fills_window", False))
        self.frame.show_rail(not fills)
        self.frame.strip.setVisible(not fills)
        beside = f"Only {self.book.side_name}’s side is open" if self.book.side is not None else page.subtitle
        self.frame.set_title(page.title, beside)
        self.frame.set_tabs(page.tabs, page.chosen_tab)
        self.frame.set_main(page.main_words)
        name = self.book.side_name if self.book.side is not None else ""
        self.frame.set_places([(key, name if key == "cases" and name else words, icon) for key, words, icon in PLACES])
        self.frame.choose_place(page.place_in_rail)
        if page.banner:
            self.frame.set_banner(page.banner)

    def _main(self) -> None:
        if self.page is not None:
            self.page.main_pressed()

    def _focus_main(self) -> None:
        button = self.frame.strip.main
        inside = self.page.findChildren(QWidget) if self.page is not None else []
        stops = (one for one in inside if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisibleTo(self))
        target = button if button.isVisible() else next(stops, None)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _note(self) -> None:
        if self.page is not None and self.page.place.case:
            person = self.book.side.person if self.book.side else ""
            self.go(Place("note", self.page.place.case, more=f"new:{person}"))

    def _next_region(self) -> None:
        """Rail, strip, page: the next of them that can take the focus."""
        regions = [region for region in (self.frame.rail, self.frame.strip, self.page) if region is not None]
        focus = QApplication.focusWidget()
        here = next((n for n, region in enumerate(regions) if focus is not None and (region is focus or region.isAncestorOf(focus))), -1)
        for step in range(1, len(regions) + 1):
            region = regions[(here + step) % len(regions)]
            target = next((w for w in region.findChildren(QWidget) if w.isVisible() and w.focusPolicy() & Qt.FocusPolicy.TabFocus), None)
            if target is not None:
                target.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def _undo(self) -> None:
        """A text takes back its own typing; elsewhere the last finished words are taken back, and it says which."""
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit | QPlainTextEdit | QTextEdit):
            focus.undo()
            return
        self.desk.do(self, self.book.undo, lambda done: self.say(f"Taken back: {done[0]}" if done[0] else "There is nothing to take back."))

    # Saying -------------------------------------------------------------------------------------------------------------------

    def say(self, words: str) -> None:
        """A sentence in the saving corner, for some seconds."""
        self.frame.set_saving(words)
        self._said.start()

    def _busy(self, busy: bool) -> None:  # noqa: FBT001 - a signal's argument
        if not busy:
            self._say_where()

    def _say_where(self) -> None:
        """Where what was written is: on this laptop, or at the service too. Not over a sentence that was just said."""
        if not self._said.isActive() and not self._unsaved:
            self.frame.set_saving(self.courier.words())

    def _trouble(self, trouble: Trouble) -> None:
        self.frame.set_banner(trouble.words)
        if isinstance(trouble, DiskFull | NotSaved):
            self._unsaved = True
            self.frame.set_saving("Not saved yet")

    def _saved(self) -> None:
        """The disk takes again what it refused: what was said of it is no longer true."""
        if self._unsaved:
            self._unsaved = False
            self.frame.set_banner(self.page.banner if self.page is not None else "")
            self._say_where()

    def _changed(self, changed: Changed) -> None:
        """What lies under help hears it too: it is shown again as it would be now."""
        page = self._worked_on()
        if page is not None:
            page.heard(changed)

    def _worked_on(self) -> Page | None:
        """The page that holds what somebody types: help never does."""
        return self._under.page if self._under is not None else self.page

    def _to_exchange(self) -> None:
        if not self._others_may_read():
            self.go(Place("exchange"))

    def _taken_out(self, trouble: Trouble) -> None:
        """The service has taken this laptop out: what was shown goes from the screen at once."""
        copied.forget()
        if self.book.opened.is_open():
            self.go(Place("today"), remember=False)
            self._back.clear()
            self.frame.set_banner(trouble.words)
            return
        self._idle.stop()
        self.intake.stop()
        self.desk.close()
        self.book.opened.close()
        self.put_out.emit(trouble)

    def bring_in(self, paths: Sequence[Path]) -> None:
        """Scans and photographs that were dropped, and the page that shows what becomes of them. Nothing while others may read it."""
        if self._others_may_read():
            return
        try:
            self.intake.take(paths)
        except Trouble as trouble:
            self.frame.set_banner(trouble.words)
            return
        self.go(Place("scans"))

    # Covering and locking -----------------------------------------------------------------------------------------------------

    def cover(self) -> None:
        """Nothing can be read until a short code, or the passphrase, is given."""
        self._tries = 0
        copied.forget()
        self._cover.cover()

    def _uncover(self, code: str) -> None:
        def check() -> bool:
            kept = self.book.vault.remembered("cover code")
            return code.encode() == kept if kept else self.book.opened.is_passphrase(code)

        def checked(right: bool) -> None:  # noqa: FBT001 - an answer
            if right:
                self._cover.uncover()
                return
            self._tries += 1
            if self._tries >= _TRIES:
                self.lock()
            else:
                self._cover.refuse("That is not the code. Without a code of its own, it is your passphrase.")

        self.desk.ask(self, check, checked)

    def _idle_for_long(self) -> None:
        if self.page is not None and getattr(self.page, "fills_window", False):
            self.cover()  # people sit there: it is covered and not locked
        else:
            self.lock()

    def lock(self) -> None:
        """Keeps the place and every character, lets go of everything, and ends: the unlock screen is another process."""
        self._end(again=True)

    def end(self) -> None:
        """The window was closed: finishes, makes a copy, lets go."""
        self._end(again=False)

    def _end(self, *, again: bool) -> None:
        self._idle.stop()
        kept = self._kept_place()
        page = self._worked_on()
        taken = [(form, list(form.take())) for form in (page.forms if page else [])]
        edits = [edit for _, edits in taken for edit in edits]

        def finish() -> None:
            if edits:
                self.book.put(*edits)
            self.book.seal()
            self.book.vault.remember(KEPT_PLACE, codec.to_json(kept) if again else None)
            self.book.vault.note("locked" if again else "closed")

        try:
            self.desk.wait(finish)
        except Trouble as trouble:
            # What could not be saved is on the screen only: it stays there, and so does everything else; after a lock under the cover.
            self._trouble(trouble)
            for form, waiting in taken:
                form.not_saved(waiting, trouble)
            if again:
                self.cover()
            self._idle.start()
            return
        if not again:
            # A large workbook takes a second or two to copy and prove: nobody need look at a window that does not answer.
            self.window().hide()
            try:
                self.desk.wait(self.book.opened.back_up)
            except Trouble as trouble:
                log.warning("no copy: %s", trace_of(trouble))
                self.book.vault.remember(_NO_COPY, trouble.words.encode())
        copied.forget()
        self.courier.stop()
        self.intake.stop()
        self.desk.close()
        self.book.opened.close()
        self.ended.emit(again)

    def _kept_place(self) -> Kept:
        """Where somebody was. Help is no place: what lies under it is."""
        if self._under is not None:
            return self._under.kept()
        return Kept(Place("today")) if self.page is None else cursor_of(self.page, QApplication.focusWidget())

    def begin(self) -> None:
        """The page where somebody was when it locked, in the same field at the same letter; Today otherwise."""
        found = self.book.vault.remembered(KEPT_PLACE)
        kept = codec.convert(codec.from_json(found), Kept) if found else Kept(Place("today"))
        self.courier.begin()
        if self.book.side is not None and not found:
            kept = Kept(Place("case", self.book.side.case))
        near = visit_soon_of(self.book) if not found else None
        place = Place("only_side", near.case, near.person) if near else kept.place if kept.place.page in PAGES else Place("today")
        self.go(place, came_back=bool(kept.typed))
        told = self.book.vault.remembered(_NO_COPY)
        if told is not None:
            self.book.vault.remember(_NO_COPY, None)
            self.frame.set_banner(f"When you closed the workbook last: {told.decode()}")
        if (kept.field or kept.typed) and self.page is not None:
            page = self.page
            page.begin_at = lambda: put_back(page, kept)
