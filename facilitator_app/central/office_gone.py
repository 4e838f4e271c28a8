"""“My laptop is gone”: somebody rings, and one command says which laptops they have and what lay on each, and tells one to forget.

What it says is what the service knows. It keeps no list of what is where; it knows what is allocated to whom, since when, and when a laptop was
heard, within an hour. Where that leaves a doubt the case is counted among what may be on it: whoever has to warn somebody would rather know.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import LiteralString, NamedTuple

from facilitator_app.central import office_laptops
from facilitator_app.central.office import Answer, Options, Said, commander, moment, working
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.central.session import Session
from facilitator_app.errors import Trouble
from facilitator_app.ledger import messages as say

_LAPTOPS: LiteralString = (
    "SELECT key, name, told, heard, confirmed FROM device WHERE tenant = %(tenant)s AND person = %(person)s ORDER BY key"
)
_ALLOCATED: LiteralString = (
    "SELECT compartment, role FROM allocation WHERE tenant = %(tenant)s AND person = %(person)s ORDER BY compartment"
)
_GONE: LiteralString = "SELECT compartment FROM compartment WHERE tenant = %(tenant)s AND compartment = ANY(%(places)s) AND erased"
_SINCE: LiteralString = (
    "SELECT object, info, happened FROM audit WHERE tenant = %(tenant)s AND act = 'allocation' AND object = ANY(%(places)s) ORDER BY at"
)
_ERASED: LiteralString = (
    "SELECT object, happened FROM audit WHERE tenant = %(tenant)s AND act = 'erased' AND object = ANY(%(places)s) ORDER BY at"
)
_HEARD_WITHIN = timedelta(hours=1)  # as `postgres.heard` writes it down
_NOW_AT_THE_EARLIEST = datetime(9000, 1, 1, tzinfo=UTC)  # of what ended and of which no line says when


class _Place(NamedTuple):
    """What somebody has or had. `begun`: since when they have it; `ended`: since when they have it no more, or None."""

    compartment: str
    begun: datetime | None
    ended: datetime | None


def gone(options: Options) -> Answer:
    """Says what lay on the laptops of somebody, and with `--now` tells one of them to forget at once; with `--all` every one."""
    with working(options) as (_, database):
        found = database.tx(commander(), lambda session: laptops_of(session, options.person))
        going = _going(found, options.laptop, every=options.all) if options.now else []
        database.tx(commander(), lambda session: _told(session, going))
        if going:
            found = database.tx(commander(), lambda session: laptops_of(session, options.person))
    return Answer({"person": options.person, "laptops": found, "revoked": going}, "\n".join(_lines(found, going, asked=options.now)))


def _told(session: Session, going: Sequence[str]) -> None:
    for key in going:
        office_laptops.told_to_forget(session, key, say.WIPE_NOW)


def _going(found: Sequence[Said], named: Sequence[str], *, every: bool) -> list[str]:
    """Whom `--now` is for. Raises `Trouble` where that is not clear: of another laptop than the one that is gone, what it has not delivered
    would be lost.
    """
    known = {one["device"] for one in found}
    if set(named) - known:
        raise Trouble("This is none of their laptops.", "Without “--now” this command says which they have.")
    left = [one["device"] for one in found if one["order"] != say.WIPE_NOW and (one["device"] in named or not named)]
    if len(left) > 1 and not named and not every:
        raise Trouble(
            "They have more than one laptop, and one that is told to forget loses what it has not delivered.",
            "Ask which it is, and name it with “--laptop”; or say “--all”.",
        )
    return left


def laptops_of(session: Session, person: str) -> list[Said]:
    """Every laptop of somebody with what was on it, may be on it, and was not. Raises `Trouble` where they have none."""
    with session.reading():
        rows = session.do(_LAPTOPS, person=person).fetchall()
        if not rows:
            raise Trouble("The service knows no laptop of this person.", "“facilitator-central devices” says whose there are.")
        places = list(_places(session, person))
        store = PostgresStore(session)
        return [
            {
                "device": key, "name": name, "order": told, "heard": moment(heard), "confirmed": confirmed,
                **_lay(places, heard, confirmed=confirmed), "held": store.held_of(key)[0],
            }
            for key, name, told, heard, confirmed in rows
        ]  # fmt: skip


def _places(session: Session, person: str) -> Iterator[_Place]:
    rows = session.do(_ALLOCATED, person=person).fetchall()
    names = [name for name, _ in rows]
    begun, ended = dict[str, datetime](), dict[str, datetime]()
    for place, info, happened in session.do(_SINCE, places=names).fetchall():
        who, _, role = info.rpartition(" ")
        if who != person:
            continue
        if role == "ended":
            ended[place] = happened
        elif place in ended or place not in begun:  # another role from then on is no other beginning
            begun[place] = happened
            ended.pop(place, None)
    erased = {name for (name,) in session.do(_GONE, places=names)}
    ended |= {name: happened for name, happened in session.do(_ERASED, places=names).fetchall() if name in erased}
    for name, role in rows:
        is_over = not role or name in erased
        yield _Place(name, begun.get(name), ended.get(name, _NOW_AT_THE_EARLIEST) if is_over else None)


def _lay(places: Iterable[_Place], heard: datetime | None, *, confirmed: bool = True) -> dict[str, list[str]]:
    """By when it was heard: one that never was has nothing from here. One that is not confirmed was sent nothing, and may have what was made on it."""
    on_it, perhaps, not_on_it = list[str](), list[str](), list[str]()
    for one in places:
        if (
            heard is None
            or (one.begun is not None and one.begun > heard + _HEARD_WITHIN)
            or (one.ended is not None and one.ended < heard - _HEARD_WITHIN)
        ):
            not_on_it.append(one.compartment)
        elif confirmed and one.ended is None and (one.begun is None or one.begun < heard):
            on_it.append(one.compartment)
        else:
            perhaps.append(one.compartment)
    return {"on_it": on_it, "perhaps": perhaps, "not_on_it": not_on_it}


def _lines(found: Sequence[Said], going: Sequence[str], *, asked: bool) -> list[str]:
    lines = list[str]()
    for one in found:
        told = {say.WIPE: "told to deliver and forget", say.WIPE_NOW: "told to forget"}.get(one["order"], "")
        heard = f"heard {one['heard']}" if one["heard"] else "never heard"
        lines.append("  ".join(filter(None, (one["device"], heard, told, "" if one["confirmed"] else "not confirmed", one["name"]))))
        for key, words in (("on_it", "on it"), ("perhaps", "may be on it"), ("not_on_it", "not on it")):
            lines += [f"  {words}: {place}" for place in one[key]]
        lines += [f"  {one['held']} changes that it brought wait for somebody"] if one["held"] else []
        lines.append("  What was typed on it since it was heard is nowhere else; all that it delivered is here.")
    lines += [f"{key} is told to forget at once. It hears of it when it asks next; until then its passphrase protects it." for key in going]
    return lines + (["Each of them was told before."] if asked and not going else [])
