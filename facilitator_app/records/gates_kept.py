"""Checks on what is kept for somebody or must be told: letters on their way, paper that is out, and what must be reported."""

from collections.abc import Iterator
from datetime import date

from facilitator_app.language import word
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.check import CLOSE, Check, Group, and_words, open_record
from facilitator_app.records.custody import LetterStep, custody_of, step_of_letter
from facilitator_app.records.headline import day_said
from facilitator_app.records.incident import Incident
from facilitator_app.records.letter import Custody, Letter
from facilitator_app.records.preparation import Preparation
from facilitator_app.records.record import Id
from facilitator_app.records.sheets_out import Became, became_of, name_of, where_is
from facilitator_app.records.visit_sheet import VisitSheet

_ON_ITS_WAY = (LetterStep.TO_READ, LetterStep.TO_CLEAR, LetterStep.TO_OFFER, LetterStep.LATER, LetterStep.TO_HAND)


def letters(file: CaseFile, _: date) -> Iterator[Check]:
    """A letter that was written is somewhere, and somebody knows where; before a case ends its writer knows what becomes of it."""
    for letter in file.all(Letter):
        step, kept = step_of_letter(file, letter), next((one for one in custody_of(file, letter.id) if one.who or one.where), None)
        if step is LetterStep.HANDED or not letter.written_on:
            continue
        whose, opened = file.name(letter.person), open_record(Letter, letter.id)
        if kept is None:
            words = f"Where {whose}’s letter is, is not written down."
            yield Check("letter:where", Group.MISSING, words, letter.written_on, opened, letter.person, CLOSE)
        elif step in _ON_ITS_WAY:
            words = f"{whose}’s letter has not been handed over. {kept.who or 'Somebody'} has it since {day_said(kept.on)}."
            yield Check("letter:open", Group.MISSING, words, letter.written_on, opened, letter.person, CLOSE)
        elif not kept.until:
            words = f"Until when {kept.who or 'somebody'} keeps {whose}’s letter is not written down."
            mend = open_record(Custody, kept.id, "Write it")
            yield Check("letter:until", Group.MISSING, words, kept.on, mend, letter.person, CLOSE)


def sheets(file: CaseFile, day: date) -> Iterator[Check]:
    """Sheets that were taken to a visit: one that did not come out, wherever it is, and those of a visit that has been which nobody typed in."""
    waiting: dict[Id, list[VisitSheet]] = {}
    for sheet in file.all(VisitSheet):
        whose, meeting = file.name(sheet.person), file.get(Preparation, sheet.meeting)
        on = meeting.day if meeting else ""
        became = became_of(file, sheet)
        if became is Became.NOT_OUT:
            who = where_is(file, sheet)[1].rstrip(".")
            words = f"Sheet {name_of(sheet)} of the visit with {whose} did not come out. {f'{who}.' if who else 'Where it is, is not written down.'}"
            yield Check("sheet:not_out", Group.FIRST, words, on, open_record(VisitSheet, sheet.id), sheet.person, CLOSE)
        elif became is Became.OUT and on and on < day.isoformat():
            waiting.setdefault(sheet.meeting, []).append(sheet)
    for several in waiting.values():
        first, names = several[0], and_words([name_of(one) for one in sorted(several, key=lambda one: one.number)])
        what = "Sheet" if len(several) == 1 else "Sheets"
        words = f"{what} {names} of the visit with {file.name(first.person)}: nothing is typed in yet."
        meeting = file.get(Preparation, first.meeting)
        on = meeting.day if meeting else ""
        yield Check("sheet:out", Group.MISSING, words, on, open_record(VisitSheet, first.id, "Type it in"), first.person, CLOSE)


def incidents(file: CaseFile, _: date) -> Iterator[Check]:
    """Somebody was told, the same day."""
    for one in file.all(Incident):
        if one.closed_on:
            continue
        what, opened = word("incident_sort", one.sort) or one.title, open_record(Incident, one.id)
        if not (one.told_whom and one.told_on):
            words = f"{what}. Who was told of it is not written down."
            yield Check("incident:told", Group.FIRST, words, one.on, opened, one.about, CLOSE)
        else:
            words = f"{what}. {one.told_whom} was told on {day_said(one.told_on)}. What was decided is not written down."
            yield Check("incident:open", Group.FIRST, words, one.on, opened, one.about, CLOSE)
