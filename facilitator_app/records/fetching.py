"""Paper to fetch back: copies that are out and that something written down since has made wrong. Derived, and ticked off by what was done.

A reason is a function from a case and one copy of it; whoever adds a kind of paper adds its reasons to `REASONS`. With one side alone open it
sees that side alone, so that it can tell nothing of another's stop.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from facilitator_app.records.agreed import agreed_on, amendments, holds, in_force, sealed_of
from facilitator_app.records.agreement import Agreement
from facilitator_app.records.answers import answer_of
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.check import and_words
from facilitator_app.records.conference import ConferencePlan, GuideRun
from facilitator_app.records.consent import Consent
from facilitator_app.records.moved import Moved
from facilitator_app.records.paper import PaperSearch, Printed
from facilitator_app.records.paper_out import (
    AGREEMENTS,
    FOR_THE_MEETING,
    OPENED,
    OUT_OF_HAND,
    OUTSIDE,
    TO_A_MEETING,
    is_case_files,
    place_of,
    went,
)
from facilitator_app.records.passing_on import PassedOn, SomethingElse
from facilitator_app.records.people import Participant
from facilitator_app.records.record import Id
from facilitator_app.records.sheets_out import Became, accounts_of, became_of, name_of, where_is
from facilitator_app.records.visit_sheet import VisitSheet

_DAY = len("2026-03-17")
_OPENED_BY = {
    "supporter": "supporter_present", "interpreter": "interpreter_present", "referrer": "share_outcome", "court": "share_outcome",
}  # fmt: skip


@dataclass(frozen=True, slots=True, repr=False)
class Reason:
    """Why a copy should come back: the record that made it wrong, since when, and a sentence."""

    because: Id
    since: str
    words: str
    to_look: bool = False  # nobody has looked yet whether it is so of this copy


@dataclass(frozen=True, slots=True, repr=False)
class FetchBack:
    """One copy that is out, and why it should not be."""

    printed: Printed
    reasons: tuple[Reason, ...]

    @property
    def since(self) -> str:
        """The day on which it first became wrong."""
        return min((reason.since for reason in self.reasons if reason.since), default="")


@dataclass(frozen=True, slots=True, repr=False)
class TakenBack:
    """Words that no longer may be where they were: the record that says so, whose papers they may stand on, from when to when."""

    because: Id
    owner: Id
    recipient: Id  # empty: of everybody but their owner
    begins: str
    on: str
    words: str


def to_fetch(file: CaseFile) -> tuple[FetchBack, ...]:
    """The copies to fetch back, the longest wrong first. What was said to be out of reach stays away until there is another reason."""
    found = []
    for printed in file.all(Printed):
        if place_of(file, printed) in OUT_OF_HAND and (reasons := reasons_for(file, printed)):
            done = {because for one in went(file, printed) if one.what == "not_reached" for because in one.because}
            left = tuple(reason for reason in reasons if reason.because not in done)
            if left:
                found.append(FetchBack(printed, left))
    return tuple(sorted(found, key=lambda one: (one.since, one.printed.at, one.printed.id)))


def reasons_for(file: CaseFile, printed: Printed) -> tuple[Reason, ...]:
    """Everything that speaks against a copy being out, wherever it is."""
    return tuple(reason for find in REASONS for reason in find(file, printed))


# The reasons ------------------------------------------------------------------------------------------------------------------


def _another_version(file: CaseFile, printed: Printed) -> Iterator[Reason]:
    """Another text holds since: a draft of what was signed, or the words before an amendment. The case file keeps every version."""
    agreement = _agreement_of(file, printed)
    sealed = sealed_of(file, agreement) if agreement else None
    if agreement is None or sealed is None or is_case_files(printed):
        return
    if printed.draft:
        yield Reason(sealed.id, sealed.on, "It is a draft, and the agreement has been signed since.")
        return
    now = in_force(file, agreement).version
    changes = sorted((one for one in amendments(file, agreement) if holds(file, one)), key=lambda one: (agreed_on(one), one.id))
    if printed.version < now and printed.version <= len(changes):
        change = changes[printed.version - 1]
        yield Reason(change.id, agreed_on(change), f"It is version {printed.version}. Version {now} holds now.")


def _agreement_of(file: CaseFile, printed: Printed) -> Agreement | None:
    if printed.paper not in AGREEMENTS:
        return None
    return file.get(Agreement, printed.agreement) or next(iter(reversed(file.all(Agreement))), None)


def _said_no_more(file: CaseFile, printed: Printed) -> Iterator[Reason]:
    """Somebody stopped, or took a yes back, and there will be no such meeting. Whoever said so is not chased for what they have."""
    if not _leads_to_a_meeting(file, printed):
        return
    for person in file.all(Participant):
        if person.id == printed.recipient:
            continue
        if person.stopped_on:
            if not _has_served(file, printed, person.stopped_on):
                yield Reason(person.id, person.stopped_on, f"{person.print_name} has stopped.")
            continue
        for scope in ("explore", "take_part"):
            answer = answer_of(file, person.id, scope)
            if answer is not None and answer.answer == "withdrawn" and not _has_served(file, printed, answer.on):
                yield Reason(answer.id, answer.on, f"{person.print_name} took a yes back.")
                break


def _no_more_visits(file: CaseFile, printed: Printed) -> Iterator[Reason]:
    """Sheets that were taken along for somebody who has stopped: they lie with a facilitator, and not with who stopped."""
    person = file.get(Participant, printed.recipient)
    if printed.paper == "visit_pack" and person is not None and person.stopped_on:
        yield Reason(person.id, person.stopped_on, f"{person.print_name} has stopped.")


def _did_not_come_out(file: CaseFile, printed: Printed) -> Iterator[Reason]:
    """A sheet of a visit that somebody kept there: what stands on it is one person's own, and whoever has it can read it."""
    for sheet in file.all(VisitSheet):
        if sheet.printed == printed.id and became_of(file, sheet) is Became.NOT_OUT:
            since = min(one.typed[:_DAY] for one in accounts_of(file, sheet.id) if one.became == Became.NOT_OUT.value)
            said = ": ".join(filter(None, (f"{name_of(sheet)} did not come out", where_is(file, sheet)[1].rstrip("."))))
            yield Reason(sheet.id, since, f"{said}.")


def _full_name_on_it(file: CaseFile, printed: Printed) -> Iterator[Reason]:
    """Sheets that were signed with a full name and went home with somebody else. A fresh copy takes no name from the sheet that they have."""
    if printed.paper != "agreement_blank" or printed.square_code:  # with its code it is the case file's own
        return
    for agreement in file.all(Agreement):
        names = [file.name(Id(person)) for person in agreement.full_names]
        if names and agreement.signed_on >= printed.at[:_DAY]:
            yield Reason(agreement.id, agreement.signed_on, f"{and_words(names)}’s full name can be read on somebody else’s sheet.")


def _called_off(file: CaseFile, printed: Printed) -> Iterator[Reason]:
    """The meeting for which it was made is called off."""
    if printed.paper not in {*FOR_THE_MEETING, *TO_A_MEETING, "invitation"}:
        return
    for plan in file.all(ConferencePlan):
        entered = file.entered.get(plan.id)
        since = entered.at[:_DAY] if entered else ""
        if plan.called_off_on and since <= printed.at[:_DAY] <= plan.called_off_on:
            yield Reason(plan.id, plan.called_off_on, "The meeting was called off.")


def _leads_to_a_meeting(file: CaseFile, printed: Printed) -> bool:
    if printed.paper in AGREEMENTS:  # what was signed stays theirs
        agreement = _agreement_of(file, printed)
        return printed.draft and (agreement is None or sealed_of(file, agreement) is None)
    return printed.paper in {*FOR_THE_MEETING, *TO_A_MEETING, "invitation"}


def _has_served(file: CaseFile, printed: Printed, day: str) -> bool:
    """Whether the meeting for which it was made began before that day."""
    return any(printed.at[:_DAY] <= run.started[:_DAY] < day for run in file.all(GuideRun) if run.started)


def _holds_words(file: CaseFile, printed: Printed) -> Iterator[Reason]:
    """Words stand on it that were moved or taken back since. Where nobody has looked yet, it may be so."""
    for one in taken_back(file):
        if not may_hold(one, printed):
            continue
        searches = [search for search in file.all(PaperSearch) if search.because == one.because]
        if any(printed.id in search.found for search in searches):
            yield Reason(one.because, one.on, f"It has words that {one.words}.")
        elif not any(printed.id in search.looked_at for search in searches):
            yield Reason(one.because, one.on, f"Look whether it has words that {one.words}.", to_look=True)


def _closed_again(file: CaseFile, printed: Printed) -> Iterator[Reason]:
    """Whoever had opened it for somebody around the case took that yes back. Of anybody else's no a court is asked nothing, and told nothing."""
    opener = file.side_of(printed.recipient) if printed.recipient else printed.about
    answer = answer_of(file, opener, _OPENED_BY.get(printed.paper, ""))
    if answer is not None and answer.answer == "withdrawn" and answer.on >= printed.at[:_DAY]:
        yield Reason(answer.id, answer.on, f"{file.name(opener)} took a yes back.")


REASONS: tuple[Callable[[CaseFile, Printed], Iterator[Reason]], ...] = (
    _another_version,
    _said_no_more,
    _no_more_visits,
    _did_not_come_out,
    _full_name_on_it,
    _called_off,
    _closed_again,
    _holds_words,
)


def may_be_closed(file: CaseFile, printed: Printed) -> bool:
    """Whether anybody said no to anything, or stopped, on the day on which a paper that a yes had opened left, or since."""
    if printed.paper not in OPENED:
        return False
    day = printed.at[:_DAY]
    noes = (one.id for one in file.all(Consent) if one.answer in ("declined", "withdrawn"))
    entered = (file.entered.get(one) for one in noes)
    return any(one is None or one.at[:_DAY] >= day for one in entered) or any(one.stopped_on for one in file.all(Participant))


# Words that were moved or taken back ------------------------------------------------------------------------------------------


def taken_back(file: CaseFile) -> Iterator[TakenBack]:
    """Every act that took words from where they could have been put on paper."""
    for moved in file.all(Moved):
        if moved.taken_from and moved.taken_from != moved.given_to:
            whose = file.name(moved.given_to) or "the facilitators"
            yield TakenBack(moved.id, moved.given_to, Id(""), "", moved.on, f"were moved to {whose}")
    for item in file.all(PassedOn):
        if item.withdrawn.on and item.approved.on:
            words = f"{file.name(item.giver) or 'somebody'} took back"
            yield TakenBack(item.id, item.giver, item.receiver, item.approved.on, item.withdrawn.on, words)
    for said in file.all(SomethingElse):
        if said.taken_back_on:
            words = f"are {file.name(said.owner)}’s after all" if file.name(said.owner) else "nobody may read there"
            yield TakenBack(said.id, said.owner, said.recipient, said.on, said.taken_back_on, words)


def may_hold(one: TakenBack, printed: Printed) -> bool:
    """Whether a copy left for somebody who may not have these words, while they could be put on paper."""
    if printed.paper in OUTSIDE:
        reader = f"outside:{printed.paper}"  # as the wall knows whoever reads it
        return printed.about != one.owner and one.recipient in ("", reader) and one.begins <= printed.at[:_DAY] <= one.on
    if not printed.recipient or printed.recipient == one.owner or (one.recipient and printed.recipient != one.recipient):
        return False
    return one.begins <= printed.at[:_DAY] <= one.on
