"""Checks on what people said yes or no to, and on what worries us about their part."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from facilitator_app import calendar
from facilitator_app.language import word
from facilitator_app.records import paths
from facilitator_app.records.answers import answer_of, birthday, born, counts_from, is_under, said_no, said_yes
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.check import (
    BOTH,
    MEET,
    Act,
    Check,
    Group,
    Mend,
    answer_said,
    coming,
    look_said,
    meeting_day,
    open_record,
    write_new,
)
from facilitator_app.records.consent import Consent
from facilitator_app.records.headline import day_said
from facilitator_app.records.people import Participant
from facilitator_app.records.preparation import Preparation
from facilitator_app.records.record import Choice, Id
from facilitator_app.records.risk import SIX, SafetyLook, SafetyQuestions, SomethingChanged
from facilitator_app.records.states import nothing_more_planned

_NEVER = "~"  # later than every day
_SIX_ANSWERS = ("", "no", "unsure", "yes")  # the later in this order, the more it protects

# What people said yes or no to ------------------------------------------------------------------------------------------------


def consents(file: CaseFile, day: date) -> Iterator[Check]:
    """Each person’s own answer, asked when it is needed."""
    scopes = ("explore", "take_part") if paths.has(file, "before_you_go") else ("take_part",)
    for scope in scopes:
        asked = [person for person in coming(file) if scope == "take_part" or not person.supports]
        stops = MEET if scope == "take_part" else frozenset({Act.PASS_ON})
        done = []
        for person in asked:
            check = _consent(file, person, scope, stops, day)
            if check is None:
                done.append(f"{person.print_name} {answer_said(file, person, scope)}")
            else:
                yield check
        if done:
            first = next(person for person in asked if said_yes(file, person.id, scope))
            answer = answer_of(file, first.id, scope)
            assert answer is not None  # noqa: S101 - they said yes
            words = f"Consent {word('consent_scope', scope).lower()}: {', '.join(done)}"
            yield Check(f"consent:{scope}", Group.DONE, words, answer.on, open_record(Consent, answer.id), first.id)


def _consent(file: CaseFile, person: Participant, scope: str, stops: frozenset[Act], day: date) -> Check | None:
    """What is amiss with one person's answer to one question; None for a yes that holds."""
    answer, what = answer_of(file, person.id, scope), word("consent_scope", scope).lower()
    name, key = person.print_name, f"consent:{scope}"
    if said_no(file, person.id, scope) and answer is not None:
        took = "took the yes back" if answer.answer == "withdrawn" else "said no"
        when = f" on {day_said(answer.on)}" if answer.on else ""
        words = f"{name} {took}{when}: {what}."
        both = stops | (MEET if scope == "explore" else frozenset())
        return Check(key, Group.FIRST, words, answer.on, open_record(Consent, answer.id), person.id, both, firm=True)
    if answer is None or answer.answer != "given":
        words = f"{name}’s yes or no {what} is not written down."
        return Check(key, Group.MISSING, words, file.case.received_on, write_new(Consent, person.id, about=scope), person.id, stops)
    grown = born(file, person.id)
    since = calendar.whole_day(answer.on)
    adult = calendar.limit("adult_age", day).value
    if grown and since and since < birthday(grown, adult) <= day:
        words = f"{name} turned {adult} on {day_said(birthday(grown, adult).isoformat())}. Ask again: {what}."
        return Check(key, Group.MISSING, words, answer.on, write_new(Consent, person.id, "Ask again", scope), person.id, stops)
    return None


def parents(file: CaseFile, day: date) -> Iterator[Check]:
    """A parent is asked too. That is a rule of the service, and says so; a child's own answer stands above, and decides."""
    age = calendar.limit("parent_asked_under_age", day).value
    for person in coming(file):
        if not is_under(file, person.id, age, day) or person.supports:
            continue
        answer = answer_of(file, person.id, "take_part", parent=True)
        under = f"A rule of the service for everybody under {age}, not the law."
        if answer is None or answer.answer != "given":
            no = answer is not None and answer.answer in ("declined", "withdrawn")
            words = (
                f"{person.print_name}’s parent or guardian said no."
                if no
                else f"A parent’s or guardian’s answer for {person.print_name} is not written down."
            )
            mend = open_record(Consent, answer.id) if answer else write_new(Consent, person.id)
            group = Group.FIRST if no else Group.MISSING
            yield Check("parent", group, words, answer.on if answer else file.case.received_on, mend, person.id, MEET, under=under)


# What worries us --------------------------------------------------------------------------------------------------------------


def questions(file: CaseFile, _: date) -> Iterator[Check]:
    """The six questions of a light case."""
    if paths.has(file, "safety_looks"):
        return
    asked = _six_of(file)
    if asked is None or not all(getattr(asked, name) for name in SIX):
        # Not one person's own: an answer there would say nothing of the others.
        together = next((one for one in file.all(SafetyQuestions) if not one.asked_of), None)
        mend = open_record(SafetyQuestions, together.id) if together else write_new(SafetyQuestions)
        yield Check("six", Group.MISSING, "The six safety questions are not answered.", file.case.received_on, mend, stops=BOTH)
        return
    opened = open_record(SafetyQuestions, asked.id)
    for name in SIX:
        said = getattr(asked, name)
        if said == "no":
            continue
        question = next(field.ask.label for field in SafetyQuestions.declared if field.name == name)
        if name == "children":
            if not asked.about_children:
                words = "Children are part of it. What is kept from them, and how, is not written down."
                mend = Mend("Write it", SafetyQuestions.kind, asked.id, field="about_children")
                yield Check("six:children", Group.MISSING, words, asked.on, mend, stops=MEET)
            continue
        words = f"{question} {word('yes_no_unsure', said)}."
        under = "Think of the path Standard or Careful, and talk to your supervisor."
        yield Check(f"six:{name}", Group.FIRST, words, asked.on, opened, stops=MEET, under=under)


def _six_of(file: CaseFile) -> SafetyQuestions | None:
    """The six questions, answered perhaps by two colleagues apart: to each the more careful answer, on the record with most to look at."""
    every = sorted(
        file.all(SafetyQuestions), key=lambda one: (sum(_weight_of_six(getattr(one, name)) for name in SIX), one.id), reverse=True
    )
    if not every:
        return None
    said: dict[str, Any] = {name: _answer_of_six(file, every, name) for name in SIX}
    return replace(every[0], **said, about_children=next((one.about_children for one in every if one.about_children), ""))


def _answer_of_six(file: CaseFile, every: list[SafetyQuestions], name: str) -> Choice:
    """The most careful answer. One person's own "no", as it comes from a sheet of theirs, says nothing of the others: it counts when all were asked."""
    together = [getattr(one, name) for one in every if not one.asked_of]
    own: dict[Id, str] = {}
    for one in every:
        if one.asked_of:
            own[one.asked_of] = max(own.get(one.asked_of, ""), getattr(one, name), key=_weight_of_six)
    asked_all = all(own.get(side.id) for side in file.sides if not side.stopped_on)
    found = [*together, *(said for said in own.values() if asked_all or said not in ("", "no"))]
    return Choice(max(found, key=_weight_of_six, default=""))


def _weight_of_six(answer: str) -> int:
    return _SIX_ANSWERS.index(answer) if answer in _SIX_ANSWERS else len(_SIX_ANSWERS)


def looks(file: CaseFile, day: date) -> Iterator[Check]:
    """A look at what worries us for everybody who comes, newer than what has changed, and not too old on the day of the meeting."""
    if not paths.has(file, "safety_looks"):
        return
    done = []
    for person in coming(file):
        check = _look(file, person, day)
        if check is None:
            done.append(f"{person.print_name} {look_said(last_look(file, person.id))}")
        else:
            yield check
    if done:
        first = next(person for person in coming(file) if _look(file, person, day) is None)
        look = last_look(file, first.id)
        assert look is not None  # noqa: S101 - it was found to be there
        yield Check("look", Group.DONE, f"Safety looks: {', '.join(done)}", look.day, open_record(SafetyLook, look.id), first.id)


def last_look(file: CaseFile, person: Id) -> SafetyLook | None:
    """The latest look at what worries us about one person; of two on one day the one that is to be looked at again sooner. One on a day that
    nobody can read is as old as it may be.
    """
    looks = sorted((look for look in file.of(SafetyLook, person) if look.day), key=lambda look: (look.again_on or _NEVER, look.id))
    return max(looks, key=lambda look: counts_from(look.day, careful=False), default=None)


def _look(file: CaseFile, person: Participant, day: date) -> Check | None:
    look, name = last_look(file, person.id), person.print_name
    visit = next_visit(file, person.id, day)
    if look is None:
        words = f"Nobody has written down what worries us about {name}’s part."
        if visit is not None:
            words = f"You see {name} on {day_said(visit.day)}, and what worries us is not written down."
        stops = MEET | {Act.VISIT}
        return Check("look", Group.MISSING, words, file.case.received_on, write_new(SafetyLook, person.id), person.id, stops)
    again = write_new(SafetyLook, person.id, "Look again")
    changed = max(
        (one for one in file.of(SomethingChanged, person.id) if _since_when(file, one) > counts_from(look.day, careful=False)),
        key=lambda one: (_since_when(file, one), one.what, one.id),
        default=None,
    )
    if changed is not None:
        what = word("changed_what", changed.what).lower()
        when = f", on {day_said(changed.on)}" if changed.on else ""
        words = f"Something has changed for {name} since the last look{when}: {what}."
        return Check("look", Group.FIRST, words, changed.on, again, person.id, MEET | {Act.VISIT})
    then, most = meeting_day(file, day), calendar.limit("safety_look_days", day).value
    looked, again_on = calendar.whole_day(look.day), calendar.whole_day(look.again_on)
    old = (looked is not None and looked + timedelta(days=most) < then) or (again_on is not None and again_on < then)
    if old and (visit is not None or not nothing_more_planned(file)):
        words = f"What worries us about {name}’s part was last looked at on {day_said(look.day)}."
        under = "Has anything changed? Two minutes are enough."
        return Check("look", Group.MISSING, words, look.day, again, person.id, MEET, under=under)
    return None


def _since_when(file: CaseFile, changed: SomethingChanged) -> str:
    """Since when something is otherwise; without a day since it was entered, and while that is still being typed since now."""
    entered = file.entered.get(changed.id)
    return counts_from(changed.on or (entered.at[: len("2026-03-17")] if entered else ""), careful=True)


def next_visit(file: CaseFile, person: Id, day: date) -> Preparation | None:
    """The next planned meeting with one person."""
    planned = (m for m in file.of(Preparation, person) if m.day >= day.isoformat() and not m.held)
    return min(planned, key=lambda m: (m.day, m.at), default=None)
