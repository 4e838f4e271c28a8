"""What was read back on paper: a tick beside words that a person let be passed on. It is their yes to the words that were typed from that very
sheet and to none besides; it lapses when one letter of them becomes another.

A tick never reaches further than its line: not to words typed under another sheet or by a colleague, not to words that cannot be read, and not
past what was written of them by another way.
"""

from collections.abc import Sequence
from datetime import date

from facilitator_app import calendar
from facilitator_app.records import Participant, PassedOn, Preparation, VisitSheet
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.passing_on import Act, Yes
from facilitator_app.records.record import Id
from facilitator_app.records.sheets_out import name_of

SAID_NO = "said no when it was read back"


def receivers(case: CaseFile, person: Id) -> Sequence[Id]:
    """To whom somebody's words can go: everybody of the case but their own side."""
    return tuple(side.id for side in case.sides if side.id != case.side_of(person))


def how(sheet: VisitSheet, at: str = "") -> str:
    """How it was read back: "on paper, sheet P-4, 09:30"."""
    return ", ".join(filter(None, (f"on paper, sheet {name_of(sheet)}", at)))


def is_of(sheet: VisitSheet, said: str) -> bool:
    """Whether a yes, or a no, is that of this sheet."""
    return said == how(sheet) or said.startswith((f"{how(sheet)},", f"{how(sheet)}:"))


def why_not(case: CaseFile, meeting: Preparation, today: date) -> str:
    """Why a tick on a sheet of this visit cannot count now; empty where it can."""
    person = case.get(Participant, meeting.person)
    day = calendar.whole_day(meeting.day)
    if person is not None and person.stopped_on:
        return f"{person.print_name} has stopped. Nothing of theirs is passed on."
    if day is None:
        return "The day of this visit cannot be read. Write it down first: a yes is of a day."
    if day > today:
        return "This visit has not been yet."
    if len(receivers(case, meeting.person)) != 1:
        return "To whom, does not stand on the sheet. Read it back once more in “What may be passed on”."
    return ""


def why_closed(case: CaseFile, id: Id, sheet: VisitSheet) -> str:
    """Why nothing of this line is typed any more: it went on by another way meanwhile, and that stands."""
    item = case.get(PassedOn, id)
    if item is None:
        return ""
    if any(record == id for record, _ in case.forks):
        return "Two versions of it stand side by side. Settle them first."
    if item.withdrawn.on and not is_of(sheet, item.withdrawn.how):
        return f"“{item.words}” is not passed on any more. Nothing is changed here."
    if item.offered.on or item.given.on:
        return f"“{item.words}” was offered already. Nothing is changed here."
    if any(yes.on and not is_of(sheet, yes.how) for yes in (item.read_back, item.approved)):
        return f"“{item.words}” was read back since, in “What may be passed on”. Nothing of that is changed here."
    return ""


def yes_to(case: CaseFile, meeting: Preparation, sheet: VisitSheet, words: str, author: str) -> Yes:
    """Their yes to exactly these words, on the day of the visit, with who of the case was there; by whoever types it in."""
    return Yes(words=words, on=meeting.day, by=author, how=how(sheet, meeting.at), there=there(case, meeting))


def no_to(meeting: Preparation, sheet: VisitSheet, author: str) -> Act:
    """Their no, as it was ticked."""
    return Act(on=meeting.day, by=author, how=f"{how(sheet)}: {SAID_NO}")


def there(case: CaseFile, meeting: Preparation) -> tuple[str, ...]:
    """Who of the case was at a visit: whose it is, and whoever of their own side is named as having been there. Others who were there stand with it."""
    beside = _plain(meeting.present)
    mine = case.side_of(meeting.person)
    own = (one for one in case.all(Participant) if one.id != meeting.person and case.side_of(one.id) == mine)
    return (meeting.person, *(one.id for one in own if one.print_name and _plain(one.print_name) in beside))


def _plain(words: str) -> str:
    """Words as they are compared: small letters, one space between them, and one at each end."""
    return f" {' '.join(''.join(letter if letter.isalnum() else ' ' for letter in words.casefold()).split())} "
