"""Checks on the whole case: stops, orders, who began it, preparation, the supervisor's word, the plan, and what keeps it open."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from facilitator_app import calendar
from facilitator_app.language import word
from facilitator_app.records import paths
from facilitator_app.records.after_meeting import owed_calls
from facilitator_app.records.agreed import SETTLED, in_force, progress_of, to_be_told
from facilitator_app.records.agreement import Agreement, Term, TermProgress
from facilitator_app.records.answers import counts_from
from facilitator_app.records.case import Case
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.check import (
    BOTH,
    CLOSE,
    MEET,
    NOT_CLOSE,
    Act,
    Check,
    Group,
    Mend,
    and_words,
    coming,
    older_than,
    open_record,
    supervisor,
    when_said,
    write_new,
)
from facilitator_app.records.conference import ConferencePlan
from facilitator_app.records.follow_up import FollowUp, PromiseMade
from facilitator_app.records.headline import day_said
from facilitator_app.records.legal import Order, OrdersAsked
from facilitator_app.records.people import Participant
from facilitator_app.records.preparation import Preparation
from facilitator_app.records.record import NOBODY, Id
from facilitator_app.records.risk import SomethingChanged
from facilitator_app.records.states import MeetingState, have_met, meeting_state, nothing_more_planned
from facilitator_app.records.supervision import Confirmation, Talk

_ORDER_FOUND = ("no", "", "unsure", "yes")  # the later in this order, the more it protects

# Somebody's stop, a court, and who began it ------------------------------------------------------------------------------------


def stops(file: CaseFile, _: date) -> Iterator[Check]:
    """A person's stop wins over everything."""
    for person in file.all(Participant):
        if person.stopped_on:
            side = not person.supports
            said = "Nothing more is passed on, and nobody meets." if side else "They do not come."
            words = f"{person.print_name} stopped on {day_said(person.stopped_on)}. {said}"
            stopped = NOT_CLOSE if side else frozenset({Act.PASS_ON})  # to a supporter who stopped nothing is carried either
            yield Check("stop", Group.FIRST, words, person.stopped_on, open_record(Participant, person.id), person.id, stopped, firm=True)


def died(file: CaseFile, _: date) -> Iterator[Check]:
    """Nobody is told by chance."""
    for change in file.all(SomethingChanged):
        if change.what == "died":
            words = f"{file.name(change.person)} has died. Talk to {supervisor(file)} before anybody is told."
            yield Check(
                "died", Group.FIRST, words, change.on, open_record(SomethingChanged, change.id), change.person, NOT_CLOSE, firm=True
            )


def orders(file: CaseFile, day: date) -> Iterator[Check]:
    """An order stops messages as well as meetings."""
    for order in file.all(Order):
        if _in_force(order, day):
            names = f"{file.name(order.bound) or 'somebody'} and {file.name(order.protects) or 'somebody else'}"
            what = word("order_forbids", order.forbids).lower()
            until = f" until {day_said(order.until)}" if order.until else ""
            words = (
                f"An order stands between {names}: {word('order_sort', order.sort).lower() or 'not said which'}. It forbids {what}{until}."
            )
            stops = {"any_contact": BOTH, "direct_contact": MEET}.get(order.forbids, frozenset[Act]())
            under = "Only a court can change it. A wish does not lift it." if stops else ""
            yield Check("order", Group.FIRST, words, order.since, open_record(Order, order.id), stops=stops, firm=bool(stops), under=under)
    if paths.has(file, "orders") and len(file.sides) > 1:
        yield from _orders_asked(file, day)


def _in_force(order: Order, day: date) -> bool:
    """Whether an order holds on a day. What a court allows from a later day is not allowed before it, though the meeting lies behind that
    day: words would be carried until then. A day that nobody can read does not end one.
    """
    until, allowed = calendar.whole_day(order.until), calendar.whole_day(order.allows_from)
    return not (until is not None and until < day) and not (allowed is not None and allowed <= day)


def _orders_asked(file: CaseFile, day: date) -> Iterator[Check]:
    asked = max(file.all(OrdersAsked), key=_weight_of_asking, default=None)
    since = file.case.received_on
    if asked is None or not asked.found:
        yield Check(
            "orders_asked",
            Group.MISSING,
            "Whether an order stands between them is not written down.",
            since,
            write_new(OrdersAsked),
            stops=BOTH,
        )
        return
    opened = open_record(OrdersAsked, asked.id)
    old = older_than(asked.on, day, calendar.limit("order_asked_days", day).value)
    said = f"{asked.asked_whom or 'Somebody'} was asked on {day_said(asked.on)} whether there is an order"
    if asked.found == "unsure":
        yield Check("orders_asked", Group.FIRST, f"{said}, and was not sure.", asked.on, opened, stops=BOTH)
    elif asked.found == "yes" and not file.all(Order):
        yield Check(
            "orders_asked", Group.FIRST, f"{said}: yes. What it forbids is not written down.", asked.on, write_new(Order), stops=BOTH
        )
    elif old and not nothing_more_planned(file):
        yield Check("orders_asked", Group.MISSING, f"{said}. Ask again.", asked.on, write_new(OrdersAsked, words="Ask again"))
    else:
        yield Check("orders_asked", Group.DONE, f"{said}: {word('yes_no_unsure', asked.found).lower()}.", asked.on, opened)


def _weight_of_asking(asked: OrdersAsked) -> tuple[str, int, str]:
    """The latest answer counts; of two on one day the more careful, whichever came first."""
    weight = _ORDER_FOUND.index(asked.found) if asked.found in _ORDER_FOUND else len(_ORDER_FOUND)
    return counts_from(asked.on, careful=asked.found != "no"), weight, asked.id


def begun_by(file: CaseFile, _: date) -> Iterator[Check]:
    """Who may ask for it, where that is not everybody."""
    case = file.case
    for kind in paths.types_of(case):
        if kind.only_begun_by and case.initiated_by not in kind.only_begun_by:
            who = word("initiated_by", case.initiated_by).lower() if case.initiated_by else "not written down"
            stops = BOTH | {Act.APPROACH}
            mend = Mend("Open", Case.kind, file.id, field="initiated_by")
            yield Check(f"begun_by:{kind.key}", Group.FIRST, f"{kind.why} Who asked for this: {who}.", case.received_on, mend, stops=stops)


def acceptance(file: CaseFile, _: date) -> Iterator[Check]:
    """The person responsible accepts what happened, in outline."""
    rule, responsible = paths.acceptance_rule(), [person for person in file.sides if person.role == "responsible"]
    if rule == "no" or not responsible or not paths.has(file, "before_you_go"):
        return
    names, said = and_words([person.print_name for person in responsible]), file.case.accepts
    mend = Mend("Write it", Case.kind, file.id, field="accepts")
    stops = BOTH if rule == "needed" else MEET
    if said == "no":
        yield Check("accepts", Group.FIRST, f"{names} does not accept what happened.", file.case.received_on, mend, stops=stops)
    elif said in ("", "not_asked"):
        words = f"Whether {names} accepts what happened, in outline, is not written down."
        yield Check("accepts", Group.MISSING, words, file.case.received_on, mend, stops=stops)


def path(file: CaseFile, _: date) -> Iterator[Check]:
    """A more careful path than the one that was chosen."""
    found = paths.suggestion_for(file)
    if found is not None and paths.level(found.path) > paths.level(file.case.path):
        words = f"The path {paths.path_word(found.path)} is suggested: {found.why.lower()}."
        yield Check("path", Group.FIRST, words, file.case.received_on, Mend("Choose the path", "path"))


# Prepared, talked through, planned --------------------------------------------------------------------------------------------


def prepared(file: CaseFile, _: date) -> Iterator[Check]:
    """Each was met apart before they meet."""
    if not paths.has(file, "preparation") or nothing_more_planned(file):
        return
    seen = []
    for person in coming(file):
        held = [meeting for meeting in file.of(Preparation, person.id) if meeting.held == "yes"]
        if held:
            seen.append(person.print_name)
        else:
            words = f"A preparation meeting with {person.print_name} is not written down."
            yield Check(
                "prepared", Group.MISSING, words, file.case.received_on, write_new(Preparation, person.id, "Plan it"), person.id, MEET
            )
    if seen:
        yield Check("prepared", Group.DONE, f"Prepared apart: {', '.join(seen)}", file.case.received_on, Mend("Open", "visits"))


def talked(file: CaseFile, _: date) -> Iterator[Check]:
    """What the supervisor was told, and has confirmed herself."""
    if paths.has(file, "talk_first"):
        yield from _talk(file, "first_contact", "", "The first approach", frozenset({Act.APPROACH, Act.PASS_ON}))
    if paths.has(file, "talk"):
        to_come = (MeetingState.PLANNED, MeetingState.UNDER_WAY)
        plans = [plan for plan in file.all(ConferencePlan) if plan.day and meeting_state(file, plan) in to_come]
        for plan in plans:
            what = f"The meeting on {when_said(plan.day)}" if len(plans) > 1 else "The meeting"
            yield from _talk(file, "meeting", plan.id, what, MEET)


def _talk(file: CaseFile, about: str, subject: str, what: str, stops: frozenset[Act]) -> Iterator[Check]:
    who, careful = supervisor(file), paths.has(file, "talk_first")
    talk = latest_talk(file, about, subject)
    if talk is None:
        words = f"{what} has not been talked through with {who}."
        yield Check(f"talk:{about}", Group.MISSING, words, file.case.received_on, write_new(Talk), stops=stops if careful else frozenset())
    elif is_confirmed(file, talk):
        words = f"{what} was talked through with {talk.with_whom or who}, {when_said(talk.on)}, who has confirmed it"
        yield Check(f"talk:{about}", Group.DONE, words, talk.on, open_record(Talk, talk.id))
    else:
        her = talk.with_whom or who
        words = f"With {her}, not yet confirmed: {what[:1].lower()}{what[1:]}."
        held = stops if careful else frozenset[Act]()
        how = word("talk_how", talk.how).lower()
        under = f"You talked it through {how} on {when_said(talk.on)}. It counts when {her} confirms it from her own laptop."
        if not file.supervisor_key:
            under += " Your service has not said yet who supervises this case: ask the office."
        yield Check(f"talk:{about}", Group.FIRST, words, talk.on, open_record(Talk, talk.id), stops=held, under=under)


def latest_talk(file: CaseFile, about: str, subject: str) -> Talk | None:
    """The latest talk about something; one that names nothing exactly is about all of its sort."""
    fits = [talk for talk in file.all(Talk) if talk.on and talk.about == about and talk.subject in ("", subject)]
    return max(fits, key=lambda talk: (talk.on, talk.at, not is_confirmed(file, talk), talk.id), default=None)


def is_confirmed(file: CaseFile, talk: Talk) -> bool:
    """Whether the supervisor herself has confirmed a talk as it now stands: by her own key, and nobody else wrote into her word."""
    her = file.supervisor_key
    stands = {change for field in Talk.declared for change in file.standing_of(talk.id, field.name)}
    for one in file.all(Confirmation):
        by_her = bool(her) and file.entered[one.id].authors == {her}
        if one.talk == talk.id and by_her and set(one.read) == stands:
            return True
    return False


def read_of(file: CaseFile, talk: Talk) -> tuple[str, ...]:
    """What a confirmation of this talk binds to: the changes whose values stand in it."""
    return tuple(sorted({change for field in Talk.declared for change in file.standing_of(talk.id, field.name)}))


def planned(file: CaseFile, _: date) -> Iterator[Check]:
    """The day of the meeting, thought through."""
    plan = next((one for one in reversed(file.all(ConferencePlan)) if meeting_state(file, one) is MeetingState.PLANNED), None)
    if plan is None or not paths.has(file, "before_you_go"):
        return
    opened = open_record(ConferencePlan, plan.id)
    for field, words in (
        ("at", "The time of the meeting is not written down."),
        ("room", "The room is not written down."),
        ("first_to_speak", "Who speaks first is not written down."),
        ("pause", "How anybody can ask for a pause is not written down."),
        ("if_it_goes_wrong", "What happens if somebody leaves the room is not written down."),
    ):
        if not getattr(plan, field):
            yield Check(f"plan:{field}", Group.MISSING, words, plan.day, replace(opened, words="Write it", field=field))


# The end ----------------------------------------------------------------------------------------------------------------------


def open_ends(file: CaseFile, day: date) -> Iterator[Check]:
    """What keeps a case from being closed."""
    if not (have_met(file) or file.all(Agreement)):
        return
    for call in file.all(FollowUp):
        if not call.done_on:
            words = f"{file.name(call.person)} has not been rung yet since the meeting."
            yield Check("follow_up", Group.MISSING, words, _since(file, call.id), open_record(FollowUp, call.id), call.person, CLOSE)
    for owed in owed_calls(file):
        words = f"{file.name(owed.person)} has not been rung yet since the meeting."
        yield Check("ring", Group.MISSING, words, owed.since, Mend("Write it", FollowUp.kind, person=owed.person), owed.person, CLOSE)
    for promise in file.all(PromiseMade):
        if promise.words and not promise.kept_on:
            words = f"You promised {file.name(promise.person)}: {promise.words.rstrip('.')}."
            yield Check(
                "promise", Group.MISSING, words, _since(file, promise.id), open_record(PromiseMade, promise.id), promise.person, CLOSE
            )
    for agreement in file.all(Agreement):
        yield from _early_terms(file, agreement)
        if agreement.signed_on:
            yield from _open_terms(file, agreement, day)


def _since(file: CaseFile, record: Id) -> str:
    """The day on which something was entered: since then it is open, whenever it is due."""
    entered = file.entered.get(record)
    return entered.at[: len("2026-03-17")] if entered else ""


def _open_terms(file: CaseFile, agreement: Agreement, day: date) -> Iterator[Check]:
    """A line of which nothing more is waited for was told of to those who wish to be told; the others are still open."""
    told_within = calendar.limit("tell_when_done_working_days", day).value
    for term in in_force(file, agreement).terms:
        progress, due = progress_of(file, term.id), calendar.whole_day(term.promise.by_when)
        if progress is None or progress.status not in SETTLED:
            late = due is not None and due < day
            words = f"Line {term.number} " + (f"was due on {day_said(term.promise.by_when)}" if late else "is still open") + "."
            mend = Mend("How it goes", TermProgress.kind, NOBODY, term.id)
            if due is None and progress is None:  # "from today": it has no day on which it is done, and no case waits for one
                words = f"How line {term.number} goes is not written down."
            stops = CLOSE if due is not None else frozenset[Act]()
            yield Check("term:open", Group.FIRST if late else Group.MISSING, words, agreement.signed_on, mend, stops=stops)
        elif not progress.told_on and to_be_told(file):
            names = and_words([file.name(person) for person in to_be_told(file)])
            by = calendar.whole_day(progress.on)
            until = f", by {day_said(calendar.add_working_days(by, told_within).isoformat())}" if by else ""
            words = f"{names} has not been told how line {term.number} ended{until}."
            yield Check("term:told", Group.MISSING, words, progress.on, open_record(TermProgress, progress.id, "Write it"), stops=CLOSE)


def _early_terms(file: CaseFile, agreement: Agreement) -> Iterator[Check]:
    for term in file.terms(agreement):
        due, held = calendar.whole_day(term.promise.by_when), calendar.whole_day(agreement.held_on)
        if due and held and due < held:
            words = f"Line {term.number} is due on {day_said(term.promise.by_when)}, before it was agreed."
            yield Check("term:early", Group.FIRST, words, agreement.held_on, open_record(Term, term.id))
