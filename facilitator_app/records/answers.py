"""What people have said yes or no to, as it stands. The latest day counts; of two answers on one day the more protective one."""

import re
from datetime import date

from facilitator_app import calendar
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.consent import Consent
from facilitator_app.records.people import Particulars
from facilitator_app.records.record import Id

_PROTECTS = ("given", "", "declined", "withdrawn")  # the later in this order, the more it protects
_AFTER_ALL = "~"  # later than every day


def answer_of(file: CaseFile, person: Id, scope: str, *, parent: bool = False) -> Consent | None:
    """The answer of a person to one question; with `parent` that of their parent or guardian, which never stands for their own."""
    mine = [one for one in file.of(Consent, person) if one.scope == scope and (one.given_by == "parent") is parent]
    return max(mine, key=lambda one: (counts_from(one.on, careful=one.answer != "given"), _weight(one.answer), one.id), default=None)


def counts_from(on: str, *, careful: bool) -> str:
    """A stored day, to be compared with others. Of what is no whole day a yes takes the first that it may mean and a no the last, so that
    "next week" beside a yes lets no later no be overlooked, and a no without a day is not older than every yes.
    """
    if calendar.whole_day(on) is not None:
        return on
    partial = re.match(r"\d{4}(-\d\d)?\Z", on) is not None
    return f"{on}-99" if careful and partial else _AFTER_ALL if careful else on if partial else ""


def said_yes(file: CaseFile, person: Id, scope: str) -> bool:
    """Whether their own answer to this question is a yes."""
    found = answer_of(file, person, scope)
    return found is not None and found.answer == "given"


def said_no(file: CaseFile, person: Id, scope: str) -> bool:
    """Whether they said no, or took a yes back."""
    found = answer_of(file, person, scope)
    return found is not None and found.answer in ("declined", "withdrawn")


def _weight(answer: str) -> int:
    return _PROTECTS.index(answer) if answer in _PROTECTS else len(_PROTECTS)


def born(file: CaseFile, person: Id) -> date | None:
    """The whole birthday of a person, where it is known."""
    own = file.first(Particulars, person)
    return calendar.whole_day(own.born) if own else None


def birthday(birth: date, age: int) -> date:
    """The day on which somebody reaches an age; on a 29 February's behalf the 1 March of a year that has none."""
    try:
        return birth.replace(year=birth.year + age)
    except ValueError:
        return date(birth.year + age, 3, 1)


def is_under(file: CaseFile, person: Id, age: int, day: date) -> bool:
    """Whether somebody is known to be under an age on a day."""
    birth = born(file, person)
    return birth is not None and day < birthday(birth, age)
