"""The command about organisations: which there are, who belongs to which, and which holds a case."""

import re

from facilitator_app.central import organisations
from facilitator_app.central.office import Answer, Options, Said, commander, working
from facilitator_app.central.organisations import NotKnown, Organisation
from facilitator_app.central.session import Session
from facilitator_app.errors import Trouble
from facilitator_app.records.record import case_in

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_MOST_LETTERS = 200


def organisation(options: Options) -> Answer:
    """`add` writes one down, `people` says who belongs to it, `case` that it holds a case, and `list` says what stands."""
    if options.what != "list" and not _ID.fullmatch(options.id):
        raise Trouble("An organisation's id is of small letters, digits and hyphens, at most 40.", "Take one such as “severn-rj”.")
    if any(len(word) > _MOST_LETTERS or "\0" in word for word in (*options.of, options.name or "")):
        raise Trouble("That has too many letters.", "Names are of 200 at most.")
    with working(options) as (_, database):
        said = database.tx(commander(), lambda session: _done(session, options))
    return Answer(said, "\n".join(_lines(said)))


def _done(session: Session, options: Options) -> Said:
    {"add": _added, "people": _with_people, "case": _with_cases}.get(options.what, lambda _session, _options: None)(session, options)
    return _standing(session)


def _added(session: Session, options: Options) -> None:
    was = next((one for one in organisations.everyone(session) if one.id == options.id), None)
    kind = options.kind or (was.kind if was else "")
    if not kind:
        raise Trouble("What kind of organisation it is, is not said.", "Say it with “--kind”.")
    name = (was.name if was else "") if options.name is None else options.name
    parent = (was.parent if was else "") if options.parent is None else options.parent
    organisations.keep(session, Organisation(options.id, kind, name, parent))


def _with_people(session: Session, options: Options) -> None:
    if not options.of:
        raise Trouble("Who belongs to it is not said.", "Name each person as in their invitation.")
    for person in options.of:
        organisations.belongs(session, person, options.id)


def _with_cases(session: Session, options: Options) -> None:
    if not options.of:
        raise Trouble("Which case it holds is not said.", "“facilitator-central waiting” and the case's page say their names.")
    found = organisations.chart(session)
    if found is None:
        raise NotKnown
    for one in options.of:
        case = case_in(one) or one
        before = found.held.get(case, ("", ""))[1]
        organisations.holds(session, case, options.id, before if options.commissioned_by is None else options.commissioned_by)


def _standing(session: Session) -> Said:
    with session.reading():
        found = organisations.chart(session)
        if found is None:
            return {"organisations": [], "cases": []}
        return {
            "organisations": [
                {**one._asdict(), "people": sorted(person for person, theirs in found.persons.items() if theirs == one.id)}
                for one in found.organisations.values()
            ],
            "cases": [
                {"case": case, "holder": found.holder(case), "commissioner": found.held.get(case, ("", ""))[1]}
                for case in sorted({*found.held, *found.leads})
            ],
        }


def _lines(said: Said) -> list[str]:
    """A case without a holder is said first: it is at no desk."""
    lines = [f"case/{one['case']}  is held by nobody, and at no desk" for one in said["cases"] if not one["holder"]]
    for one in said["organisations"]:
        works = f"works for {one['parent']}" if one["parent"] else ""
        lines.append("  ".join(filter(None, (one["id"], one["kind"], works, ", ".join(one["people"]), one["name"]))))
        lines += [f"  case/{case['case']}" for case in said["cases"] if case["holder"] == one["id"]]
    return lines or ["No organisation is written down: there is one, and everybody belongs to it."]
