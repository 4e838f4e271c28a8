"""The exchange of one open workbook with its service: what goes out, what comes in, and what the screen says of it.

`question` and `answered` are for the thread that writes; what lies between them, the way there and back, is for the network's, which sees bytes alone.
"""

from dataclasses import dataclass, field, replace

from facilitator_app.errors import Trouble
from facilitator_app.ledger import messages as say
from facilitator_app.ledger.messages_enrol import EnrolAnswer, spoken
from facilitator_app.ledger.seals import unb64
from facilitator_app.sync import enrolling, pieces
from facilitator_app.sync.addresses import address_from
from facilitator_app.sync.asking import PATH, Asked, Pace, Service
from facilitator_app.sync.enrolling import Coming, come_in
from facilitator_app.sync.exchange import Progress
from facilitator_app.sync.reasons import NotAnswered, Reason
from facilitator_app.sync.store import Parcel
from facilitator_app.vault.delivered import Counts
from facilitator_app.vault.enrolled import Elsewhere, Enrolment
from facilitator_app.vault.exchanged_files import Lacking, Piece
from facilitator_app.vault.folder import TakenOut
from facilitator_app.vault.rows import Changed
from facilitator_app.workbook import unheard, witness
from facilitator_app.workbook.unheard import Unheard
from facilitator_app.workbook.witness import Witness
from facilitator_app.workbook.workbook import Workbook

__all__ = [
    "PATH", "Asked", "Coming", "Counts", "Elsewhere", "EnrolAnswer", "Enrolment", "NotAnswered", "Pace", "Reason", "address_from", "come_in",
]  # fmt: skip

_MANAGES = "manages"  # in `meta`, where this person manages the service
_LAST = "exchange"  # in `meta`: when an answer was taken in last
_WANTED = 40  # cases whose next meeting decides what is fetched first


def slip_trouble(typed: str) -> str:
    """What is wrong with the letters of a slip, as soon as they are all there; empty before that, and when nothing is."""
    return enrolling.what_is_wrong(typed)


class GivenBack(Trouble):
    """The service has taken this laptop out: what was here is delivered, and is here no more."""

    def __init__(self) -> None:
        super().__init__("This laptop no longer belongs to the service.", "What was here is delivered, and removed. Ring the office.")


class TooOld(Trouble):
    """The service takes what this program sends, and sends it nothing."""

    def __init__(self) -> None:
        super().__init__("This program is too old for your service.", "What you write is delivered; ask the office for the new version.")


@dataclass(frozen=True, slots=True)
class Came:
    """What an answer led to. `more`: ask again at once. `taken_out`: what is said then, and what was here is gone. `digits`: to be read out to the
    office on the telephone before anything is sent to this laptop. `too_old`: what is said where nothing comes from the service any more.
    """

    more: bool
    changed: Changed
    taken_out: Trouble | None = None
    digits: str = ""
    too_old: TooOld | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """A question about one piece of a file."""

    path: str
    body: bytes = field(repr=False)
    piece: Piece | None = None
    wanted: Lacking | None = None


class Exchanging:
    """One workbook's exchange. What it keeps in memory belongs to this unlocking."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._service: Service | None = None
        self._not_there: set[str] = set()  # files of which the service has nothing more yet, in this round
        self._whole = False  # whether the next question is asked in full, because the service wants it
        self._refused = False  # it takes no more pieces, in this round

    @property
    def enrolment(self) -> Enrolment | None:
        """The service this workbook belongs to, or None."""
        return self._book.vault.enrolment()

    # Coming in ----------------------------------------------------------------------------------------------------------------

    def coming(self, typed: str) -> Coming:
        """What is asked with the letters of a slip. Raises `SlipMistyped`."""
        vault = self._book.vault
        signing, opening = vault.keys()
        name = f"{self._book.me().name}’s laptop".strip() if self._book.me().name else "A laptop"
        return enrolling.coming(typed, signing, opening, name=name[:100], author=vault.author)

    def came_in(self, address: str, answer: EnrolAnswer) -> Enrolment:
        """Keeps what the service answered. Raises `Elsewhere`."""
        self._service = None
        return self._book.vault.enrol(address, answer)

    # Exchanging ---------------------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Before the first question of a round: the case of the next meeting is fetched first."""
        today = self._book.clock.today().isoformat()
        dues = [due for due in self._book.vault.dues("9999") if due.day >= today]
        self._not_there, self._refused = set(), False
        if self._book.unheard.days:
            self._unheard(self._book.unheard.looked(self._book.clock.now()))
        self._book.vault.want([*dict.fromkeys(due.case for due in dues if due.case)][:_WANTED])

    def question(self, budget: int, *, whole: bool = False) -> Asked | None:
        """What to ask now, sealed; None in a workbook that belongs to no service. `whole`: in full, also where there is nothing to send."""
        service = self._known()
        if service is None:
            return None
        self._book.about_to_seal()
        seen, short = self.witness(), not (self._whole or whole)
        asked = service.question(self._book.vault.exchange(Parcel), budget, short=short, saw=seen.saw, forked=seen.forked)
        self._whole = False
        return asked

    def answered(self, asked: Asked, body: bytes) -> Came:
        """Does what an answer says, all of it or nothing. Raises `NotAnswered` for what is none."""
        service, store = self._known(), self._book.vault.exchange(Parcel)
        if service is None:
            raise NotAnswered(Reason.STRANGER)
        progress = service.answered(store, asked, body)
        self._whole = progress.whole or progress.more
        if progress.do == say.WIPE_NOW:
            self._book.opened.forget_everything()
            return Came(more=False, changed=Changed(), taken_out=TakenOut())
        self._book.vault.remember(_LAST, self._book.clock.stamp().encode())
        if progress.offline_days or self._book.unheard.days:
            self._unheard(self._book.unheard.answered(progress.offline_days, progress.now, self._book.clock.now()))
        if progress.manages != self.manages:
            self._book.vault.remember(_MANAGES, b"1" if progress.manages else None)
        self._witnessed(service, asked, progress)
        digits = self._six_digits(service) if progress.do == say.CONFIRM else ""
        gone = progress.do == say.WIPE and not progress.more and not store.cursors()
        changed = replace(store.told, origin="the exchange")
        too_old = TooOld() if progress.do == say.UPGRADE else None
        return Came(progress.more, changed, GivenBack() if gone else None, digits, too_old)

    def _witnessed(self, service: Service, asked: Asked, progress: Progress) -> None:
        """Keeps the checkpoint that came. One that tells another history is told to the service, and stops nothing."""
        came, now = progress.checkpoint, self._book.clock.stamp()

        def after(seen: Witness) -> Witness:
            if not progress.late and asked.question.forked and asked.question.forked == seen.forked:
                seen = replace(seen, told=True)
            return seen if came is None else seen.shown(came, service.answer.service, unb64(service.answer.signing_key), now)

        witness.keep(self._book.vault, after)

    def witness(self) -> Witness:
        """What the service has shown of its own history."""
        return witness.kept(self._book.vault)

    def not_answered(self) -> None:
        """The service was asked, and the network was there: it did not answer by its own fault."""
        self._unheard(self._book.unheard.not_answered(self._book.clock.now()))

    def _unheard(self, known: Unheard) -> None:
        if known != self._book.unheard:
            unheard.keep(self._book.vault, known)
            self._book.unheard = known

    @staticmethod
    def _six_digits(service: Service) -> str:
        """What this laptop's person reads out on the telephone, in two groups."""
        digits = spoken(service.signing.public, service.opening.public, unb64(service.answer.signing_key))
        return f"{digits[:3]} {digits[3:]}"

    # Files --------------------------------------------------------------------------------------------------------------------

    def carried(self, *, most_bytes: int) -> Carried | None:
        """The next piece of a file to bring or to fetch: what this workbook alone has comes first. None when there is nothing to do."""
        service = self._known()
        if service is None:
            return None
        piece = self._book.vault.next_piece(most_bytes) if not self._refused else None
        if piece is not None:
            return Carried(pieces.PUT, pieces.put(service, piece), piece=piece)
        wanted = self._book.vault.lacking(self._not_there)
        return Carried(pieces.GET, pieces.get(service, wanted), wanted=wanted) if wanted is not None else None

    def delivered(self, carried: Carried, body: bytes) -> None:
        """Does what the answer says of a piece. Raises `NotAnswered`."""
        service = self._known()
        if service is None:
            return
        if carried.piece is not None:
            have = pieces.was_put(service, carried.body, body)
            self._refused = have is None
            if have is not None:
                self._book.vault.piece_was_put(carried.piece, have)
        elif carried.wanted is not None:
            came = pieces.got(service, carried.body, body)
            if not came.body or not self._book.vault.piece_came(carried.wanted, came.total, came.body):
                self._not_there.add(carried.wanted.file)  # until the next round

    @property
    def manages(self) -> bool:
        """Whether this person manages the service, as it said last."""
        return self._book.vault.remembered(_MANAGES) is not None

    def known(self) -> Service:
        """The service. Raises `NotAnswered` in a workbook that belongs to none."""
        service = self._known()
        if service is None:
            raise NotAnswered(Reason.REFUSED)
        return service

    def _known(self) -> Service | None:
        if self._service is None:
            known = self.enrolment
            if known is not None:
                self._service = Service(known.answer, *self._book.vault.keys())
        return self._service

    # Saying -------------------------------------------------------------------------------------------------------------------

    def counts(self) -> Counts:
        """What is not at the service yet, what is looked at there, what has two versions."""
        return self._book.vault.exchange_counts()

    def last(self) -> str:
        """When an answer was taken in last (UTC); empty where none was."""
        return (self._book.vault.remembered(_LAST) or b"").decode()
