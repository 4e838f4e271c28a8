"""Invitations and what comes of them: the one moment at which a key is bound to a person.

An invitation is good for 72 hours, for five wrong tries and for one laptop. A laptop that lost the answer may ask again for an hour, with the
same key. Whoever is refused is told nothing: not whether there is such an invitation, nor what is wrong with it.
"""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from facilitator_app.central import decisions, outliving
from facilitator_app.central.identity import Identity
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.central.session import Session
from facilitator_app.errors import Trouble
from facilitator_app.ledger import enrolment, invitation
from facilitator_app.ledger import messages as say
from facilitator_app.ledger.chain import DIGEST_BYTES
from facilitator_app.ledger.invitation import Invitation
from facilitator_app.ledger.messages import Malformed
from facilitator_app.ledger.messages_enrol import EnrolAnswer, EnrolQuestion
from facilitator_app.ledger.seals import NotOpened, b64, short_digest, unb64
from facilitator_app.records.record import Compartment

GOOD_FOR, AGAIN_FOR = timedelta(hours=72), timedelta(hours=1)
TRIES = 5
MOST_BYTES = 4096  # of a question
_MOST_NAME = 100

OFFLINE_DAYS = "offline days"  # a setting: how long a laptop that does not hear from the service opens cases; "0" or none for ever
CONFIRM_LAPTOPS = "confirm laptops"  # a setting: "yes" where six digits are heard before a laptop is sent anything


def setting(session: Session, name: str) -> str:
    """What this service wants otherwise than others; empty for nothing."""
    row = session.do("SELECT value FROM setting WHERE tenant = %(tenant)s AND name = %(name)s", name=name).fetchone()
    return row[0] if row else ""


def set_setting(session: Session, name: str, value: str) -> None:
    """Sets it, in the transaction that is open; where it is so already nothing is done."""
    if setting(session, name) != value:
        session.do(
            "INSERT INTO setting (tenant, name, value) VALUES (%(tenant)s, %(name)s, %(value)s) "
            "ON CONFLICT (tenant, name) DO UPDATE SET value = EXCLUDED.value",
            name=name, value=value,
        )  # fmt: skip
        session.outlives({"sort": outliving.SETTING, "name": name, "value": value})
        session.note("setting", name, value)


def invite(session: Session, identity: Identity, fresh: Invitation, person: str, now: datetime) -> bool:
    """Enters an invitation; False where another has its locator, and nothing was done. The same one again is entered once.

    Raises `Trouble` for a name under which somebody else's laptop wrote before it was enrolled: their changes would be in this person's name.
    """
    with session.writing(""):
        former = session.do(
            "SELECT 1 FROM device WHERE tenant = %(tenant)s AND former = %(person)s AND person <> %(person)s LIMIT 1", person=person
        )
        if former.rowcount:
            raise Trouble("Somebody else has written under this name.", "Give this person another.")
        made = session.do(
            "INSERT INTO invitation (tenant, locator, secret, person, made, tries, used_by, used) "
            "VALUES (%(tenant)s, %(locator)s, %(secret)s, %(person)s, %(made)s, 0, '', NULL) ON CONFLICT (tenant, locator) DO NOTHING",
            locator=fresh.locator, secret=identity.sealed(fresh.secret.encode(), fresh.locator), person=person, made=now,
        )  # fmt: skip
        if made.rowcount:
            session.note("invitation", fresh.locator, person)
        found = _found(session, identity, fresh.locator)
    return found is not None and found.invitation == fresh


class _Invited(NamedTuple):
    invitation: Invitation
    person: str
    made: datetime
    tries: int
    used_by: str
    used: datetime | None

    def is_good_for(self, key: str, now: datetime) -> bool:
        """Whether this laptop may come in by it now."""
        if self.tries >= TRIES:
            return False
        if self.used is not None:
            return self.used_by == key and now - self.used < AGAIN_FOR
        return now - self.made < GOOD_FOR


def _found(session: Session, identity: Identity, locator: str) -> _Invited | None:
    row: tuple[Any, ...] | None = session.do(
        "SELECT secret, person, made, tries, used_by, used FROM invitation WHERE tenant = %(tenant)s AND locator = %(locator)s",
        locator=locator,
    ).fetchone()
    try:
        return _Invited(Invitation(locator, identity.unsealed(row[0], locator).decode()), *row[1:]) if row else None
    except NotOpened:
        return None  # of a service that has other keys now: as if there were none


class _Asker(NamedTuple):
    """A question of the right shape: its keys are keys, and its words short."""

    locator: str
    public: bytes
    sealing: bytes
    name: str
    author: str

    @property
    def key(self) -> str:
        return short_digest(self.public)


def _asker(body: bytes) -> _Asker | None:
    try:
        asked: EnrolQuestion = enrolment.unproved(body)
        public, sealing = unb64(asked.signing_key), unb64(asked.sealing_key)
    except (Malformed, ValueError):
        return None
    words = (asked.locator, asked.name, asked.author)
    if any(len(word) > _MOST_NAME or "\0" in word for word in words) or len(public) != DIGEST_BYTES or len(sealing) != DIGEST_BYTES:
        return None
    return _Asker(asked.locator, public, sealing, asked.name, asked.author)


def enrolled(session: Session, identity: Identity, body: bytes, now: datetime) -> bytes | None:
    """The answer to a laptop's first question; None where it is refused, and that is in the audit.

    Repeatable: the code burns with the key, so that the same question again has the same answer.
    """
    with session.writing(""):
        asker = _asker(body)
        if asker is None:
            session.note("refused", "/v1/enrol", "no question")
            return None
        # With an unknown locator as much is done as with a known one: the time tells nothing either.
        invited = _found(session, identity, asker.locator)
        proved = enrolment.is_proved(invited.invitation if invited else invitation.fresh(), body)
        if invited is None or not proved or not _may_come_in(session, invited, asker, now):
            session.do(
                "UPDATE invitation SET tries = tries + %(wrong)s WHERE tenant = %(tenant)s AND locator = %(locator)s",
                locator=asker.locator, wrong=int(not proved),
            )  # fmt: skip
            session.note("refused", "/v1/enrol", "invitation")
            return None
        if invited.used is None:
            _bind(session, invited, asker, now)
        answer = enrolment.answer(invited.invitation, body, _answer(identity, invited.person, asker.key))
    store, of_the_service = PostgresStore(session), str(Compartment.SERVICE)
    if not store.role(invited.person, of_the_service):  # its name and telephone, its letters and guides: everybody has them
        decisions.allocate(store, invited.person, of_the_service, say.READ)
    return answer


def _may_come_in(session: Session, invited: _Invited, asker: _Asker, now: datetime) -> bool:
    """A key that is somebody's already is bound to nobody a second time: what it signed would change its author. The same laptop may come in
    anew for the same person, with the same keys: where the service lost its own, every laptop has to.
    """
    known = PostgresStore(session).device(asker.key)
    same = known is not None and (known.sealing, known.person, known.order) == (asker.sealing, invited.person, "")
    return invited.is_good_for(asker.key, now) and (known is None or invited.used_by == asker.key or same)


def _is_anothers(session: Session, name: str, person: str) -> bool:
    """Whether a name is, was or will be that of somebody else than this person: then nothing is theirs that was written under it."""
    found = session.do(
        "SELECT 1 FROM device WHERE tenant = %(tenant)s AND person <> %(person)s AND %(name)s IN (person, former) UNION ALL "
        "SELECT 1 FROM allocation WHERE tenant = %(tenant)s AND person <> %(person)s AND person = %(name)s UNION ALL "
        "SELECT 1 FROM invitation WHERE tenant = %(tenant)s AND person <> %(person)s AND person = %(name)s LIMIT 1",
        name=name, person=person,
    )  # fmt: skip
    return found.rowcount > 0


def _bind(session: Session, invited: _Invited, asker: _Asker, now: datetime) -> None:
    session.do(  # one that comes in anew stays as it is
        "INSERT INTO device (tenant, key, public, person, told, former, sealing, name, heard, confirmed) "
        "VALUES (%(tenant)s, %(key)s, %(public)s, %(person)s, '', %(former)s, %(sealing)s, %(name)s, now(), %(confirmed)s) "
        "ON CONFLICT (tenant, key) DO NOTHING",
        key=asker.key, public=asker.public, person=invited.person, sealing=asker.sealing, name=asker.name,
        former="" if _is_anothers(session, asker.author, invited.person) else asker.author,
        confirmed=setting(session, CONFIRM_LAPTOPS) != "yes",
    )  # fmt: skip
    session.do(
        "UPDATE invitation SET used_by = %(key)s, used = %(now)s WHERE tenant = %(tenant)s AND locator = %(locator)s",
        key=asker.key, now=now, locator=asker.locator,
    )  # fmt: skip
    device = PostgresStore(session).device(asker.key)
    if device is not None:
        session.outlives(outliving.enrolled(device, invited.invitation.locator))
    session.note("enrolled", asker.key, f"{invited.person} {asker.locator}")


def _answer(identity: Identity, person: str, device: str) -> EnrolAnswer:
    return EnrolAnswer(
        device=device,
        person=person,
        service=identity.service,
        signing_key=b64(identity.signing.public),
        sealing_key=b64(identity.opening.public),
        recovery_key=b64(identity.recovery),
    )
