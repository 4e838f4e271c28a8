"""Before you go ahead: what to look at first, what is not written down and what is done; the talk with the supervisor; and her own word.

It never says that anything is ready or safe. Whether it is right to go ahead is for people to judge.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from facilitator_app.errors import Trouble
from facilitator_app.ledger.seals import fresh_id
from facilitator_app.records import ConferencePlan, Confirmation, GoAhead, PassedOn, Talk, TeamNote, gates, paths
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.check import Act, Check, Group, supervisor
from facilitator_app.records.gates_case import is_confirmed, latest_talk, read_of
from facilitator_app.records.passing_on import RELEASED, step_of
from facilitator_app.records.record import Choice, Day, Id, compartment_name
from facilitator_app.vault.rows import Changed, Row
from facilitator_app.workbook.workbook import Workbook

_FEW_THOUGHTS = 4
_TALKED = "talk:meeting"


class NotWrittenDown(Trouble):
    """Something stands before an act. `firm` says that no reason goes past it."""

    def __init__(self, standing: tuple[Check, ...]) -> None:
        first = standing[0]
        self.firm = any(check.firm for check in standing)
        super().__init__(first.words, "Nobody can go past that here." if self.firm else "Write it down, or go ahead with a reason.")


class NotNow(Trouble):
    """The same with one side open: what stands before it may be the other side's."""

    def __init__(self) -> None:
        super().__init__(
            "This cannot go on now.", "Say nothing of it. Leave this side when you are alone, and look at “Before you go ahead”."
        )


@dataclass(frozen=True, slots=True, repr=False)
class Before:
    """The page: approved words by person, checks, what facilitators think, and whose word it waits for."""

    file: CaseFile
    sentence: str
    supervisor: str
    approved: tuple[tuple[Id, tuple[str, ...]], ...]
    checks: tuple[Check, ...]
    thoughts: tuple[tuple[str, str], ...]  # who, what
    talk: Talk  # the one that is being got ready, or is still to be had
    to_confirm: Talk | None  # for the supervisor herself: a talk that waits for her word

    @property
    def waits_for_her(self) -> bool:
        """Whether it was talked through, and the supervisor has not confirmed it yet."""
        return any(check.key == _TALKED and check.group is Group.FIRST for check in self.checks)

    def group(self, group: Group) -> tuple[Check, ...]:
        """The checks under one heading."""
        return tuple(check for check in self.checks if check.group is group)


def before_you_go(book: Workbook, case: Id) -> Before:
    """The page of one case as it stands today."""
    file = book.case(case)
    found = gates.checks(file, book.clock.today())
    who = supervisor(file)
    thoughts = [(note.author, note.words) for note in file.all(TeamNote) if note.about == "What I think"]
    return Before(
        file=file,
        sentence=f"{_opening(found, who)} Whether it is right to go ahead is your judgement, with {who}.",
        supervisor=who,
        approved=tuple((side.id, _approved(file, side.id)) for side in file.sides),
        checks=found,
        thoughts=tuple(thoughts[-_FEW_THOUGHTS:]),
        talk=open_talk(file, book),
        to_confirm=_to_confirm(file, book),
    )


def _opening(found: tuple[Check, ...], who: str) -> str:
    """What the lists hold, in a sentence: on a small screen they stand below the fold, and their absence there would read as nothing missing."""
    first, missing = ([check for check in found if check.group is group] for group in (Group.FIRST, Group.MISSING))
    if len(first) > 1:
        return f"There are {len(first)} things to look at first."
    if first:  # one thing is named: "something" would have to be looked for
        said = f"You wait for {who} to confirm the meeting." if first[0].key == _TALKED else first[0].words
        return f"{said} More is not written down." if missing else said
    return "Not everything that we check for is written down." if missing else "Nothing that we check for is missing."


def first_name(name: str) -> str:
    """How colleagues call each other: "Ruth" of "Ruth Adler"."""
    return name.split(" ", maxsplit=1)[0]


def _approved(file: CaseFile, person: Id) -> tuple[str, ...]:
    return tuple(item.words for item in file.all(PassedOn) if item.giver == person and step_of(item) in RELEASED)


def open_talk(file: CaseFile, book: Workbook) -> Talk:
    """The talk that is still to be had: begun already, or a new one about the next meeting."""
    begun = next((talk for talk in reversed(file.all(Talk)) if not talk.on), None)
    if begun is not None:
        return begun
    plan = next((plan for plan in reversed(file.all(ConferencePlan)) if plan.day and not plan.called_off_on), None)
    about = "meeting" if plan is not None else "first_contact" if paths.has(file, "talk_first") else "other"
    return Talk(
        id=Id(fresh_id()),
        case=file.id,
        about=Choice(about),
        subject=plan.id if plan else "",
        with_whom=first_name(file.case.supervisor),
        author=book.me().name,
    )


def _to_confirm(file: CaseFile, book: Workbook) -> Talk | None:
    if file.supervisor_key not in book.vault.own_names:
        return None
    return next((talk for talk in reversed(file.all(Talk)) if talk.on and not is_confirmed(file, talk)), None)


def talked(book: Workbook, file: CaseFile, talk: Talk, values: Mapping[str, Any]) -> Changed:
    """It was talked through. Until the supervisor confirms it herself it is "not yet confirmed"."""
    first = {} if talk.id in file.records else {name: getattr(talk, name) for name in ("about", "subject", "with_whom", "author")}
    return book.record(file, talk, {**first, **values})


def confirm(book: Workbook, file: CaseFile, talk: Talk) -> tuple[Id, Changed]:
    """The supervisor's own word, signed by her key and bound to the words that she read."""
    values = {"talk": talk.id, "read": read_of(file, talk), "on": Day(book.clock.today().isoformat())}
    return book.add(Confirmation, file.id, values)


def may_be_gone_past(before: Before) -> tuple[Check, ...]:
    """The checks that stand before something and that a reason goes past."""
    return tuple(check for check in before.checks if check.stops and not check.firm)


def go_ahead(book: Workbook, file: CaseFile, past: Sequence[Check], reason: str) -> Changed:
    """Goes past some checks, with one reason. Raises `NotWrittenDown` when nobody can go past one of them, and then goes past none."""
    firm = tuple(check for check in past if check.firm)
    if firm:
        raise NotWrittenDown(firm)
    today, where = Day(book.clock.today().isoformat()), compartment_name(GoAhead, file.id)
    rows = [
        Row(where, GoAhead.kind, Id(fresh_id()), {
            "check": check.key, "person": check.person, "reason": reason.strip(), "on": today, "by": book.me().name,
        })
        for check in past
    ]  # fmt: skip
    return book.save(rows, "went ahead")


def ask_before(book: Workbook, case: Id, act: Act, *people: Id) -> None:
    """Lets an act go on, or says what stands before it; with one side open only that something does. Raises `NotWrittenDown`, `NotNow`."""
    standing = gates.before(book.whole_case(case), book.clock.today(), act, *people)
    if standing and book.side is not None:
        raise NotNow
    if standing:
        raise NotWrittenDown(standing)


# Paths ------------------------------------------------------------------------------------------------------------------------


def may_choose(file: CaseFile, path: str) -> bool:
    """Whether a path may be chosen at once: up always, down when the supervisor has confirmed it."""
    if paths.level(path) >= _held_to(file):
        return True
    talk = latest_talk(file, "path_down", path)
    return talk is not None and talk.subject == path and is_confirmed(file, talk)


def _held_to(file: CaseFile) -> int:
    """The level below which a path is the supervisor's to give: what was chosen, or while nobody has chosen what is suggested."""
    if file.standing_of(file.id, "path"):
        return paths.level(file.case.path)
    found = paths.suggestion_for(file)
    return paths.level(found.path if found else file.case.path)


def choose_path(book: Workbook, file: CaseFile, path: str) -> Changed:
    """Up at once; down only with her word. Raises `Trouble`."""
    if not may_choose(file, path):
        who = supervisor(file)
        raise Trouble(f"A lighter path is {who}’s to give.", f"Talk it through with {who}; it counts when it is confirmed.")
    return book.record(file, file.case, {"path": Choice(path)})


def ask_for_path(book: Workbook, file: CaseFile, path: str, words: str) -> tuple[Id, Changed]:
    """A lighter path was talked through: it waits for the supervisor's own word."""
    now = book.clock.now()
    values = {
        "about": Choice("path_down"), "subject": path, "with_whom": first_name(file.case.supervisor), "on": Day(now.date().isoformat()),
        "at": f"{now:%H:%M}", "how": Choice("by_phone"), "words": words, "author": book.me().name,
    }  # fmt: skip
    return book.add(Talk, file.id, values)


def waiting_for_path(file: CaseFile) -> str:
    """ "With Ruth, not yet confirmed" for a lighter path that was asked for; empty otherwise."""
    talk = next((talk for talk in reversed(file.all(Talk)) if talk.about == "path_down" and talk.on and not is_confirmed(file, talk)), None)
    if talk is None or paths.level(talk.subject) >= paths.level(file.case.path):
        return ""
    return f"{paths.path_word(talk.subject)}: with {talk.with_whom or 'your supervisor'}, not yet confirmed"


def is_chosen(file: CaseFile) -> bool:
    """Whether somebody has chosen a path for this case."""
    return bool(file.standing_of(file.id, "path"))


def suggested_words(file: CaseFile) -> str:
    """ "Careful is suggested: sexual harm."; empty when nothing else is suggested than what stands."""
    found = paths.suggestion_for(file)
    if found is None:
        return ""
    return f"{paths.path_word(found.path)} is suggested" + (f": {found.why.lower()}." if found.why else ".")


def path_word(path: str) -> str:
    """The name of a path."""
    return paths.path_word(path)
