"""One recipient's copy of an agreement in Welsh, from the English copy and what a person typed beside it. Nothing is translated here.

Where the Welsh of a line is not written down there is no sheet: a paper that is half in one language is a promise half made.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from facilitator_app import calendar
from facilitator_app.ledger.seals import derived_id
from facilitator_app.records import Agreement, Participant, Particulars, Service, Term
from facilitator_app.records.agreed import in_force
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Id
from facilitator_app.records.welsh import WelshLine
from facilitator_app.resources import text
from facilitator_app.wall.projection import CASE_FILE, said_on, took_part
from facilitator_app.wall.sheets import WELSH, AgreementSheet, Present, TermLine

_CALLED = frozenset({"welsh", "cymraeg", "cy", "cymru", "welsh first", "welsh (first language)"})


def table() -> Mapping[str, Any]:
    """The fixed words in Welsh."""
    return _table()


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(text("papers", f"{WELSH}.toml"))


def is_wanted(file: CaseFile, person: Id) -> bool:
    """Whether Welsh is written down as somebody's language."""
    words = [word.strip(" .,;/()").casefold() for one in file.of(Particulars, person) for word in one.language.replace("/", " ").split()]
    return not _CALLED.isdisjoint(words)


def line_id(of: Id) -> Id:
    """The id of the Welsh of a line, or of an agreement's "Who may see this paper"."""
    return Id(derived_id("welsh_line", of))


def line(file: CaseFile, of: Id) -> WelshLine:
    """The Welsh of a line; an empty one before there is any."""
    return file.get(WelshLine, line_id(of)) or WelshLine(id=line_id(of), case=file.id)


def missing(file: CaseFile, agreement: Agreement) -> tuple[int, ...]:
    """The numbers of the lines whose Welsh is not written down wholly; 0 for "Who may see this paper"."""
    found = [term.number for term in in_force(file, agreement).terms if not _is_whole(line(file, term.id), term)]
    return (*found, 0) if agreement.who_may_see and not line(file, agreement.id).what else tuple(found)


def _is_whole(welsh: WelshLine, term: Term) -> bool:
    pairs = ((term.promise.what, welsh.what), (term.how_shown, welsh.how_shown), (_words_of(term.promise.by_when), welsh.by_when))
    return all(bool(theirs.strip()) for ours, theirs in pairs if ours.strip())


def _words_of(by_when: str) -> str:
    """When, where it is in words: a day is written in Welsh by itself."""
    return "" if calendar.whole_day(by_when) else by_when


def sheet(file: CaseFile, agreement: Agreement, recipient: Id, service: Service, english: AgreementSheet) -> AgreementSheet:
    """The copy in Welsh: whatever the English copy leaves out is left out of it too. Ask `missing` first."""
    said = _table()["sheet"]
    names = {person.print_name: person for person in took_part(file, agreement)}
    people = tuple(Present(each.name, _role(file, names.get(each.name)) if each.role else "", each.side) for each in english.people)
    case_file = said["case_file"]
    return replace(
        english,
        language=WELSH,
        recipient=case_file if recipient == CASE_FILE else english.recipient,
        people=people,
        terms=tuple(_term(file, agreement, term, each) for term, each in zip(in_force(file, agreement).terms, english.terms, strict=True)),
        who_may_see=line(file, agreement.id).what if agreement.who_may_see else said["who_may_see"],
        if_something_changes=_if_something_changes(english, service),
        copies=(*english.copies[:-1], case_file) if english.copies else (),
        check_code="",
        code="",
    )


def _term(file: CaseFile, agreement: Agreement, term: Term, english: TermLine) -> TermLine:
    welsh, day = line(file, term.id), calendar.whole_day(term.promise.by_when)
    when = calendar.on_paper(day, WELSH) if day else welsh.by_when
    on = said_on(file, agreement, term)
    if when and not day and on is not None:
        when = f"{when} ({calendar.on_paper(on, WELSH)})"
    who = ", ".join(name for person in term.promise.who if (name := file.name(person)))
    return TermLine(welsh.what, who, when, welsh.how_shown if term.how_shown else "", picture=english.picture)


def _role(file: CaseFile, person: Participant | None) -> str:
    if person is None:
        return ""
    if person.supports:
        return str(_table()["sheet"]["supporter_of"]).format(name=file.name(person.supports))
    return str(_table()["role"].get(person.role, ""))


def _if_something_changes(english: AgreementSheet, service: Service) -> str:
    said = _table()["sheet"]
    names = ", ".join(english.facilitators)
    tell = said["tell"].format(names=names) if names else said["tell_us"]
    hours = service.office_hours_welsh
    ring = said["ring_hours"].format(hours=hours) if hours else said["ring"]
    return "\n".join((tell, *((ring, english.telephone) if english.telephone else ()), said["not_punished"]))
