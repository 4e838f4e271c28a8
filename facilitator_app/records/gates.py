"""Checks: what is looked for before people hear from each other, meet, sign or part. Each says who, what, since when and what mends it.

They say what is *not written down*, and never that anything is ready or safe: people decide. Most can be gone past with a reason; an
order, a no and a stop cannot. Pure: the same case file gives the same answer on every laptop.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from facilitator_app.records import gates_case, gates_kept, gates_people, twice
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.check import Act, Check, Group, supervisor
from facilitator_app.records.gates_case import is_confirmed, latest_talk
from facilitator_app.records.record import Id
from facilitator_app.records.supervision import GoAhead


def checks(file: CaseFile, day: date) -> tuple[Check, ...]:
    """Everything that is looked for in a case as it stands, on a day: what to look at first, what is not written down, what is done."""
    found = [_gone_past(file, check) for look in _CHECKS for check in look(file, day)]
    order = list(Group)
    return tuple(sorted(found, key=lambda check: order.index(check.group)))


def before(file: CaseFile, day: date, act: Act, *people: Id) -> tuple[Check, ...]:
    """What stands before an act: of these people and of whom they support, or of everybody where none is named."""
    concerned = {*people, *(file.side_of(person) for person in people)}
    return tuple(
        check for check in checks(file, day) if act in check.stops and (not concerned or not check.person or check.person in concerned)
    )


# Going ahead anyway -----------------------------------------------------------------------------------------------------------


def _gone_past(file: CaseFile, check: Check) -> Check:
    """A check that somebody went past, with their reason: it is looked at first, and stops nothing any more. A firm one is not gone past."""
    if check.group is Group.DONE or check.firm or not check.stops:
        return check
    mine = [one for one in file.all(GoAhead) if one.check == check.key and one.person == check.person and one.reason.strip()]
    went = max((one for one in mine if one.on >= check.since), key=lambda one: one.on, default=None)
    if went is None:
        return check
    talk = latest_talk(file, "go_ahead", went.id)
    who = supervisor(file)
    confirmed = f"{who} has confirmed it" if talk is not None and is_confirmed(file, talk) else f"With {who}, not yet confirmed"
    return replace(check, group=Group.FIRST, stops=frozenset(), under=f"We go ahead anyway: {went.reason.rstrip('.')}. {confirmed}.")


_CHECKS: tuple[Callable[[CaseFile, date], Iterator[Check]], ...] = (
    gates_case.stops,
    gates_case.died,
    gates_case.orders,
    gates_kept.incidents,
    gates_case.begun_by,
    gates_case.acceptance,
    gates_case.path,
    twice.same_people,
    gates_people.consents,
    gates_people.parents,
    gates_people.questions,
    gates_people.looks,
    gates_case.prepared,
    gates_case.talked,
    gates_case.planned,
    gates_kept.letters,
    gates_kept.sheets,
    gates_case.open_ends,
)
