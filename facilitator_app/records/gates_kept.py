"""Checks on what is kept for somebody or must be told: letters on their way, and what must be reported."""

from collections.abc import Iterator
from datetime import date

from facilitator_app.language import word
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.check import CLOSE, Check, Group, open_record
from facilitator_app.records.custody import LetterStep, custody_of, step_of_letter
from facilitator_app.records.headline import day_said
from facilitator_app.records.incident import Incident
from facilitator_app.records.letter import Custody, Letter

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
