"""The courier: when the workbook asks its service, how long it waits after a failure, and what it says of it. Never hot, never gives up, and
nobody's typing waits for it.

Knows of the network only whether there is one; what is asked and answered is `workbook.exchanging`'s.
"""

import random
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtNetwork import QNetworkInformation, QNetworkProxy, QNetworkProxyFactory, QNetworkProxyQuery

from facilitator_app.errors import Trouble
from facilitator_app.ui.desk import Desk
from facilitator_app.workbook import at_the_service
from facilitator_app.workbook.acts import HERE, Changed
from facilitator_app.workbook.exchanging import PATH, Asked, Came, Carried, Counts, Enrolment, Exchanging, NotAnswered, Pace, Reason
from facilitator_app.workbook.workbook import Workbook

if TYPE_CHECKING:
    from facilitator_app.sync.transport import Transport

_FIRST_MS = 800  # after unlocking: the page comes first
_SOON_MS = 6_000  # after something was finished: what belongs together goes together
_LATER_MS = 60_000  # while somebody types
_MOST_FILE, _MOST_METERED = 32 * 1024 * 1024, 5 * 1024 * 1024  # larger files wait for a network that is not metered
_EVERY_MS = 10 * 60_000  # when nothing happens here, something may have elsewhere
_NOT_THERE = (Reason.OFFLINE, Reason.CUT)


class Courier(QObject):
    """Asks at once after unlocking, when a network comes up, soon after something was written, and every ten minutes. `moved`: it says something
    else now. `taken_out`: the service has taken this laptop out, and what was here is gone.
    """

    moved = Signal()
    taken_out = Signal(object)  # TakenOut

    def __init__(self, desk: Desk, book: Workbook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._book = desk, book
        self.exchanging = Exchanging(book)
        self.enrolment: Enrolment | None = None
        self.trouble: Trouble | None = None  # why the last question had no answer, or none that brought anything
        self.asking = False
        self.counts, self.last, self.digits = Counts(), "", ""
        self._pace, self._again, self._brought, self._stopped = Pace(), False, False, False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.ask)

    def begin(self) -> None:
        """Looks whether there is a service, and asks it."""
        self._desk.ask(self, lambda: self.exchanging.enrolment, self.enrolled)
        self._desk.changed.connect(self._changed)
        self._desk.saved.connect(lambda: self._in(_LATER_MS))

    def enrolled(self, enrolment: Enrolment | None) -> None:
        """The workbook belongs to a service, or to none yet."""
        self.enrolment = enrolment
        if enrolment is not None and not self._stopped:
            if QNetworkInformation.loadDefaultBackend():
                QNetworkInformation.instance().reachabilityChanged.connect(self._reachable)
            self._look()
            self._in(_FIRST_MS)

    def stop(self) -> None:
        """Asks nothing more. What is on its way comes to nothing here, and is asked again another time."""
        self._stopped = True
        self._timer.stop()

    def words(self) -> str:
        """The one line for the whole."""
        aside = self._book.side is not None
        return at_the_service.in_one_line(
            self.counts, at_the_service.said_at(self._book, self.last), asking=self.asking, enrolled=self.enrolment is not None, aside=aside
        )

    # When ---------------------------------------------------------------------------------------------------------------------

    def ask(self) -> None:
        """Now."""
        if self.enrolment is None or self._stopped:
            return
        if self.asking:
            self._again = True
            return
        self.asking, self._again = True, False
        self._timer.stop()
        self._desk.do(self, self.exchanging.begin, lambda _: self._question(), self._failed)
        self.moved.emit()

    def _in(self, ms: int) -> None:
        """Soon; sooner than what was meant before, never later."""
        if (
            self.enrolment is not None
            and not self.asking
            and not self._stopped
            and (not self._timer.isActive() or self._timer.remainingTime() > ms)
        ):
            self._timer.start(ms)

    def _changed(self, changed: Changed) -> None:
        if changed.origin == HERE:
            self._look()
            if self._pace.failures == 0:  # else the network decides when, or the waiting that was begun
                self._in(_SOON_MS)

    def _reachable(self, how: QNetworkInformation.Reachability) -> None:
        if how == QNetworkInformation.Reachability.Online and self.trouble is not None:
            self._pace.failures = 0
            self._in(_FIRST_MS)

    # One round ----------------------------------------------------------------------------------------------------------------

    def _question(self) -> None:
        budget = self._pace.budget
        self._desk.do(self, lambda: self.exchanging.question(budget), self._send, self._failed)

    def _send(self, asked: Asked | None) -> None:
        enrolment = self.enrolment
        if asked is None or enrolment is None or self._stopped:
            self._rest()
            return
        self._look()
        address, device = enrolment.address, enrolment.answer.device
        self._desk.send(self, lambda: way_to(address).post(PATH, asked.body, device), lambda body: self._came(asked, body), self._failed)

    def _came(self, asked: Asked, body: bytes) -> None:
        if self._stopped:
            return

        def take() -> tuple[Came, Changed]:
            came = self.exchanging.answered(asked, body)
            return came, came.changed

        self._desk.do(self, take, lambda found: self._taken(found[0]), self._failed)

    def _taken(self, came: Came) -> None:
        self._pace.held()
        self.trouble, self.digits = came.too_old, came.digits
        if came.taken_out is not None:
            self.stop()
            self.asking, self.counts = False, Counts()  # nothing is on its way any more, and the line for the whole says so
            self.moved.emit()
            self.taken_out.emit(came.taken_out)
        elif came.more and not self._stopped:
            self._question()
        else:
            self._files()

    def _files(self) -> None:
        """Pieces of files, one after the other; whatever was written meanwhile goes before the next of them."""
        if self._again or self._stopped or self.enrolment is None:
            self._rest()
            return
        most = _MOST_METERED if is_metered() else _MOST_FILE
        self._desk.do(self, lambda: self.exchanging.carried(most_bytes=most), self._carry, self._failed)

    def _carry(self, carried: Carried | None) -> None:
        enrolment = self.enrolment
        if carried is None or enrolment is None or self._stopped:
            self._rest()
            return
        address, device = enrolment.address, enrolment.answer.device
        self._desk.send(
            self, lambda: way_to(address).post(carried.path, carried.body, device), lambda body: self._carried(carried, body), self._failed
        )

    def _carried(self, carried: Carried, body: bytes) -> None:
        if not self._stopped:
            self._brought |= carried.piece is not None
            self._desk.do(self, lambda: self.exchanging.delivered(carried, body), lambda _: self._files(), self._failed)

    def _rest(self) -> None:
        self.asking = False
        self._look()
        # What was to go from here may only have waited for its files.
        again, self._brought = self._again or self._brought, False
        self._in(_SOON_MS if again else _EVERY_MS)

    def _failed(self, trouble: Trouble) -> None:
        self.asking = False
        self.trouble = trouble
        self._pace.broke()
        if isinstance(trouble, NotAnswered) and (trouble.reason is Reason.BUSY or (trouble.reason in _NOT_THERE and is_online())):
            self._desk.do(self, self.exchanging.not_answered)
        self._look()
        self._in(int(self._pace.wait_s(random.random()) * 1000))  # noqa: S311 - no secret: so that not all come back in one second

    def _look(self) -> None:
        self._desk.ask(self, lambda: (self.exchanging.counts(), self.exchanging.last()), self._looked, lambda _: None)

    def _looked(self, found: tuple[Counts, str]) -> None:
        self.counts, self.last = found
        self.moved.emit()


def is_online() -> bool:
    """Whether the system says that this computer reaches the internet; False where it cannot tell."""
    known = QNetworkInformation.instance()
    return known is not None and known.reachability() == QNetworkInformation.Reachability.Online


def is_metered() -> bool:
    """Whether the network is one that somebody pays for by the byte."""
    known = QNetworkInformation.instance()
    return known is not None and known.supports(QNetworkInformation.Feature.Metered) and known.isMetered()


def way_to(address: str) -> "Transport":
    """The way to a service, through the system's proxy where there is one. For the network's thread: a proxy's script may take seconds."""
    from facilitator_app.sync.transport import Transport  # noqa: PLC0415 - the network's libraries, when there is somebody to ask

    return Transport(address, proxy_for(address))


def proxy_for(address: str) -> str:
    """The system's HTTP proxy for an address, as "http://host:port"; empty where there is none."""
    for one in QNetworkProxyFactory.systemProxyForQuery(QNetworkProxyQuery(QUrl(address))):
        if one.type() == QNetworkProxy.ProxyType.NoProxy:
            return ""
        if one.type() in (QNetworkProxy.ProxyType.HttpProxy, QNetworkProxy.ProxyType.HttpCachingProxy):
            return f"http://{one.hostName()}:{one.port()}"
    return ""
