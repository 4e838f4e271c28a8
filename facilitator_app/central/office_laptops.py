"""Commands about laptops: how one comes in, which there are, whose six digits were heard, and how one is told to forget."""

import hmac
from datetime import datetime

from facilitator_app.calendar import Clock
from facilitator_app.central import decisions, enrolling
from facilitator_app.central.identity import Identity
from facilitator_app.central.office import Answer, Options, commander, moment, working
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.central.session import Session
from facilitator_app.errors import Trouble
from facilitator_app.ledger import invitation
from facilitator_app.ledger import messages as say
from facilitator_app.ledger.messages_enrol import spoken

NO_SUCH = Trouble("There is no such laptop.", "“facilitator-central devices” says which there are.")


def invite(options: Options) -> Answer:
    """A fresh slip, each time."""
    now = Clock().now()
    with working(options) as (who, database):
        groups = " ".join(database.tx(commander(), lambda session: slip_for(session, who, options.person, now)))
    until = (now + enrolling.GOOD_FOR).isoformat(timespec="minutes")
    return Answer({"person": options.person, "invitation": groups, "until": until}, f"{groups}\nFor {options.person}, until {until}.")


def slip_for(session: Session, who: Identity, person: str, now: datetime) -> tuple[str, ...]:
    """The groups of letters of a fresh slip. Raises `Trouble` for a name that is somebody else's."""
    slip = invitation.fresh()
    while not enrolling.invite(session, who, slip, person, now):
        slip = invitation.fresh()
    return slip.groups()


def revoke(options: Options) -> Answer:
    """A laptop delivers and forgets, or with `--now` forgets."""
    order = say.WIPE_NOW if options.now else say.WIPE
    with working(options) as (_, database):
        database.tx(commander(), lambda session: told_to_forget(session, options.device, order))
    return Answer({"device": options.device, "order": order}, f"{options.device} is revoked. It hears of it when it asks next.")


def told_to_forget(session: Session, device: str, order: str) -> None:
    """Revokes a laptop. Raises `Trouble` where there is no such."""
    store = PostgresStore(session)
    if store.device(device) is None:
        raise NO_SUCH
    decisions.revoke(store, device, order)


def confirm(options: Options) -> Answer:
    """What its person read out on the telephone is what the service has: from now on it is sent what is allocated to them."""
    with working(options) as (who, database):
        heard = database.tx(commander(), lambda session: heard_digits(session, who, options.device, options.fingerprint))
    if not heard:
        raise NotItsDigits
    return Answer(
        {"device": options.device, "confirmed": True}, f"{options.device} is confirmed. It is sent what is allocated to its person."
    )


class NotItsDigits(Trouble):
    """What was read out is not what the laptop shows."""

    def __init__(self) -> None:
        super().__init__(
            "These are not the six digits of this laptop.",
            "Have them read out once more. If they stay wrong, somebody else has come in by this slip: revoke the laptop.",
        )


def heard_digits(session: Session, who: Identity, key: str, typed: str) -> bool:
    """Confirms a laptop where these are its six digits; whether they were. Raises `Trouble` where there is no such laptop."""
    store, digits = PostgresStore(session), "".join(filter(str.isdigit, typed))
    device = store.device(key)
    if device is None:
        raise NO_SUCH
    if not hmac.compare_digest(spoken(device.public, device.sealing, who.signing.public).encode(), digits.encode()):
        with session.writing(""):
            session.note("refused", key, "six digits")
        return False
    decisions.confirm(store, key)
    return True


def devices(options: Options) -> Answer:
    """Every laptop, also what is revoked."""
    with working(options) as (_, database):
        rows = database.tx(
            commander(),
            lambda session: session.do(
                "SELECT key, person, name, told, heard, confirmed FROM device WHERE tenant = %(tenant)s ORDER BY person, key"
            ).fetchall(),
        )
    said = [
        {"device": key, "person": person, "name": name, "order": told, "heard": moment(heard), "confirmed": confirmed}
        for key, person, name, told, heard, confirmed in rows
    ]
    return Answer({"devices": said}, "\n".join(map(_line, said)) or "None yet.")


def _line(device: dict[str, object]) -> str:
    """A name is what its owner typed, so it may say anything; what the service says stands before it."""
    words = [f"heard {device['heard']}" if device["heard"] else "never heard", device["order"]]
    words += [] if device["confirmed"] else ["not confirmed"]
    return "  ".join(str(word) for word in (device["device"], device["person"], *words, device["name"]) if word)
