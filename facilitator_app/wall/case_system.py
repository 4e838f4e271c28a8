"""One case for its service's case system, default deny: dates, codes and counts, and of words only those that are everybody's to share.

Nobody is named; a person is "harmed", "responsible" or "taking_part". What has two versions is left out and named, and so is what somebody typed
where a day or a code should stand, since it may be anything. Every text is looked through as somebody outside would read it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from facilitator_app import calendar
from facilitator_app.language import words
from facilitator_app.records import (
    Agreement,
    Attendance,
    Case,
    ConferencePlan,
    Consent,
    Contact,
    FollowUp,
    GuideRun,
    MeetingRecord,
    Participant,
    PassedOn,
    Preparation,
    Service,
    Talk,
    Term,
    TermProgress,
)
from facilitator_app.records.agreed import in_force, progress_of
from facilitator_app.records.answers import answer_of
from facilitator_app.records.case_file import SIDES, CaseFile
from facilitator_app.records.gates_case import is_confirmed
from facilitator_app.records.passing_on import HEARD, step_of
from facilitator_app.records.record import GONE, Id, Record, Seen, field_of, fields_of
from facilitator_app.records.states import MeetingState, meeting_state
from facilitator_app.records.time_spent import Spent
from facilitator_app.wall import case_system_fields as fields
from facilitator_app.wall import leaks, spelling
from facilitator_app.wall.recipients import OUTSIDE, lines_to_share, signed_lines, without_names
from facilitator_app.wall.sheets_case_system import CaseSystemSheet, Given

# Of the case's own fields those that nobody's class opens and that statistics need: codes, and never words.
FOR_STATISTICS = frozenset({"path", "initiated_by", "entry_stage", "complexity"})
_OF_CASE = ("source", "initiated_by", "entry_stage", "offence_group", "incident_area", "commissioner", "complexity", "path", "received_on")
_CLOSING = ("closed_on", "closed_because", "closed_also")
_ANOTHER = "another"  # who is of neither side
_A_FACILITATOR = "a facilitator"
_PARTIAL = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?\Z")
_CAME = ("yes", "late")
_NOT_PRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


@dataclass(slots=True, repr=False)
class _Sheet:
    """What goes out so far, and what does not and why. `private`: what no text may have."""

    file: CaseFile
    private: leaks.Private
    values: dict[str, Given] = field(default_factory=dict)
    two_versions: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def forked(self, name: str, *sources: tuple[str, str]) -> bool:
        """Whether one of these fields of records has two versions; then `name` is said to."""
        found = any((Id(record), one) in self.file.forks or (Id(record), GONE) in self.file.forks for record, one in sources)
        if found and name not in self.two_versions:
            self.two_versions.append(name)
        return found

    def of(self, name: str, record: Record, source: str) -> None:
        """One field of one record under its name outside, as that name is declared."""
        value = getattr(record, source)
        if (value or (record.id, source) in self.file.forks) and not self.forked(name, (record.id, source)):
            self.put(name, value)

    def put(self, name: str, value: Given) -> None:
        """A value, if it is what its name is declared to be; what is not is left out, and said to be. Raises `KeyError` for what is not declared."""
        found = fields.found(name)
        if found is None:
            raise KeyError(name)  # default deny: what nobody has described goes nowhere
        if value in ("", ()):
            return
        kept = self._kept(found.declared, value)
        if kept in ("", ()):
            self.left_out.append(name)
        else:
            self.values[name] = kept

    def _kept(self, declared: fields.Declared, value: Given) -> Given:  # noqa: PLR0911 - one for each kind
        match declared.kind:
            case "number" | "tenths" | "pence":
                return value if isinstance(value, int) else ""
            case "day":
                return value if isinstance(value, str) and is_day(value) else ""
            case "code":
                return value if value in words(declared.codes) else ""
            case "codes" if isinstance(value, tuple):
                return value if all(one in words(declared.codes) for one in value) else ()
            case "people" if isinstance(value, tuple):
                return value
            case "words" if isinstance(value, str):
                return self.in_the_open(value)
            case _:
                return ""

    def in_the_open(self, text: str) -> str:
        """A text on one line, if nothing that is private to anybody stands in it, nor anybody's name; else nothing."""
        line = " ".join(_NOT_PRINTED.sub(" ", text).split())
        return "" if leaks.hits(line, self.private) else line


def is_day(stored: str) -> bool:
    """Whether a stored day is one, or a month or a year. What cannot be read is somebody's words."""
    return calendar.whole_day(stored) is not None or _PARTIAL.match(stored) is not None


def case_system_sheet(file: CaseFile, service: Service, spent: Spent | None = None) -> CaseSystemSheet:
    """One case as it goes out. `spent`: what it took whoever takes it out."""
    out = _Sheet(file, leaks.private_to_others(_without_its_own(file), OUTSIDE, service, None, frozenset()))
    out.of("case_ref", file.case, "reference")
    for name in (*_OF_CASE, *_CLOSING):
        if field_of(Case, name).ask.seen is Seen.SERVICE or name in (*FOR_STATISTICS, "closed_on"):
            out.of(name, file.case, name)
    people = people_of(file)
    for id, person in people.items():
        _person(out, id, person)
    _talks(out)
    _meetings(out, people)
    _agreements(out, people)
    if spent is not None:
        for name, amount in (
            ("minutes", spent.minutes), ("travel_minutes", spent.travel_minutes), ("miles", spent.tenths_of_a_mile), ("other_costs", spent.pence),
        ):  # fmt: skip
            out.put(name, amount)
    out.put("messages_given", sum(step_of(item) in HEARD for item in file.all(PassedOn)))
    out.put("follow_ups_done", sum(is_day(call.done_on) for id in people for call in file.of(FollowUp, id)))
    return CaseSystemSheet(
        str(out.values.get("case_ref", "")), dict(sorted(out.values.items(), key=lambda one: place_of(one[0]))),
        _in_order(out.two_versions), _in_order(out.left_out),
    )  # fmt: skip


def _without_its_own(file: CaseFile) -> CaseFile:
    """A case whose own record does not say what the case system told us, its reference first: that is what nobody else may read, and the case
    system may. What of it stands in somebody's own part too is looked for all the same.
    """
    if file.id not in file.records:
        return file
    of_the_case = {one.name: one.default for one in fields_of(Case) if one.ask.seen is Seen.SERVICE}
    return replace(file, records={**file.records, file.id: replace(file.case, **of_the_case)})


def people_of(file: CaseFile) -> dict[Id, str]:
    """Those whom the case is between, by what each is called outside: "harmed", "harmed_2"."""
    found: dict[Id, str] = {}
    for role in SIDES:
        for number, side in enumerate((side for side in file.sides if side.role == role), 1):
            found[side.id] = role if number == 1 else f"{role}_{number}"
    return found


def place_of(name: str) -> tuple[int, int, int, int, int]:
    """Where a field stands among all: by its declaration, then by person and numbers."""
    found = fields.found(name)
    if found is None:
        return (len(fields.declared()), 0, 0, 0, 0)
    role, number = fields.role_of(found.holes.get("person", ""))
    n, m = (int(found.holes.get(hole) or 0) for hole in ("n", "m"))
    scope = list(words("consent_scope")).index(found.holes["scope"]) if "scope" in found.holes else 0
    return (found.place, SIDES.index(role) if role else 0, number, n, m + scope)


def _in_order(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(names), key=place_of))


# People -------------------------------------------------------------------------------------------------------------------------


def _person(out: _Sheet, id: Id, person: str) -> None:
    file = out.file
    found = file.get(Participant, id)
    if found is not None:
        out.of(f"{person}_stopped_on", found, "stopped_on")
    contacts = [one for one in file.of(Contact, id) if not one.with_whom]
    visits = [one for one in file.of(Preparation, id) if one.held == "yes"]
    spoken = [one for one in contacts if one.result in ("spoke", "received")]
    both: tuple[tuple[str, list[Contact | Preparation]], ...] = (
        (f"{person}_first_contact_on", [*contacts, *visits]),
        (f"{person}_first_spoken_on", [*spoken, *visits]),
    )
    for name, records in both:
        sources = [(one.id, source) for one in records for source in ("day", "result", "held") if hasattr(one, source)]
        if not out.forked(name, *sources):
            out.put(name, min((one.day for one in records if calendar.whole_day(one.day)), default=""))
    for number, meeting in enumerate(_by_day(file.of(Preparation, id), "day"), 1):
        out.of(f"{person}_preparation_{number}_on", meeting, "day")
        out.of(f"{person}_preparation_{number}_held", meeting, "held")
    for scope in words("consent_scope"):
        for parent, said in ((False, ""), (True, "_parent")):
            _answer(out, id, f"{person}_{scope}{said}", scope, parent=parent)
    for number, call in enumerate(_by_day(file.of(FollowUp, id), "due", "done_on"), 1):
        out.of(f"{person}_call_{number}_due", call, "due")
        out.of(f"{person}_call_{number}_done_on", call, "done_on")
    out.put(f"{person}_contacts", len(contacts))
    out.put(f"{person}_preparation_held", len(visits))


def _answer(out: _Sheet, id: Id, name: str, scope: str, *, parent: bool) -> None:
    """Somebody's own answer to one question, or their parent's. Two versions of any answer to it leave it out: the other may be the one that counts."""
    asked = [one for one in out.file.of(Consent, id) if (one.id, "scope") in out.file.forks or one.scope == scope]
    mine = [one for one in asked if (one.id, "given_by") in out.file.forks or (one.given_by == "parent") is parent]
    if out.forked(f"{name}_answer", *((one.id, source) for one in mine for source in ("scope", "answer", "on", "given_by"))):
        return
    found = answer_of(out.file, id, scope, parent=parent)
    if found is not None:
        out.of(f"{name}_answer", found, "answer")
        out.of(f"{name}_on", found, "on")


def _by_day(records: Sequence[Record], *names: str) -> list[Record]:
    """The earlier first; what has no day last, as it was entered."""

    def day(one: Record) -> tuple[bool, str]:
        said = next((str(getattr(one, name)) for name in names if is_day(getattr(one, name))), "")
        return not said, said

    return sorted(records, key=day)


# Talks, meetings ------------------------------------------------------------------------------------------------------------------


def _talks(out: _Sheet) -> None:
    had = [talk for talk in out.file.all(Talk) if talk.on]
    for number, talk in enumerate(_by_day(had, "on"), 1):
        out.of(f"talk_{number}_on", talk, "on")
        out.of(f"talk_{number}_about", talk, "about")
        if not out.forked(f"talk_{number}_confirmed", *((talk.id, one.name) for one in Talk.declared), (out.file.id, "supervisor_id")):
            out.put(f"talk_{number}_confirmed", "yes" if isinstance(talk, Talk) and is_confirmed(out.file, talk) else "no")


def _meetings(out: _Sheet, people: Mapping[Id, str]) -> None:
    file, held = out.file, 0
    for number, plan in enumerate(_by_day(file.all(ConferencePlan), "day"), 1):
        if not isinstance(plan, ConferencePlan):
            continue
        name = f"meeting_{number}"
        out.of(f"{name}_on", plan, "day")
        runs = [(run.id, source) for run in file.all(GuideRun) if run.plan == plan.id for source in ("stopped", "ended", "plan")]
        if not out.forked(f"{name}_state", *runs, (plan.id, "called_off_on")):
            state = meeting_state(file, plan)
            out.put(f"{name}_state", str(state))
            held += state in (MeetingState.HELD, MeetingState.STOPPED)
        for record in (one for one in file.all(MeetingRecord) if one.plan == plan.id):
            out.of(f"{name}_ended", record, "how")
        there = [one for one in file.all(Attendance) if one.plan == plan.id and one.who in people]
        if not out.forked(f"{name}_came", *((one.id, source) for one in there for source in ("came", "who", "plan"))):
            out.put(f"{name}_came", tuple(said for id, said in people.items() if any(one.who == id and one.came in _CAME for one in there)))
    out.put("meetings_held", held)


# The agreement --------------------------------------------------------------------------------------------------------------------


def _agreements(out: _Sheet, people: Mapping[Id, str]) -> None:
    promises = done = 0
    for number, agreement in enumerate(_by_day(out.file.all(Agreement), "held_on"), 1):
        if not isinstance(agreement, Agreement):
            continue
        name = f"agreement_{number}"
        if agreement.none_wanted and not out.forked(f"{name}_none_wanted", (agreement.id, "none_wanted")):
            out.put(f"{name}_none_wanted", "yes")
        out.of(f"{name}_agreed_on", agreement, "held_on")
        out.of(f"{name}_signed_on", agreement, "signed_on")
        lines = signed_lines(out.file, agreement)
        if agreement.signed_on and not lines and in_force(out.file, agreement).terms:
            out.two_versions.append(f"{name}_promises")
        if lines:
            out.put(f"{name}_promises", len(lines))
        shared = {term.id: term for term in lines_to_share(out.file, agreement)}
        for place, line in enumerate(lines, 1):
            done += _status(out, f"{name}_promise_{place}", line)
            if line.id in shared:
                _words_of(out, f"{name}_promise_{place}", shared[line.id], people)
        promises += len(lines)
    if promises:
        out.put("promises", promises)
        out.put("promises_done", done)


def _status(out: _Sheet, name: str, line: Term) -> bool:
    """How one line goes; whether it is done."""
    mine = [one for one in out.file.all(TermProgress) if one.term == line.id]
    latest = progress_of(out.file, line.id)
    if out.forked(f"{name}_status", *((one.id, source) for one in mine for source in ("status", "on", "term"))) or latest is None:
        return False
    out.of(f"{name}_status", latest, "status")
    out.of(f"{name}_status_on", latest, "on")
    return latest.status == "done"


def _words_of(out: _Sheet, name: str, line: Term, people: Mapping[Id, str]) -> None:
    """What one line says, without a name. Where a private word stands in it, nothing of it goes out."""
    what, when = (_nameless(out.file, text, people) for text in (line.promise.what, line.promise.by_when))
    if leaks.hits_across([what, when], out.private):
        out.left_out.append(f"{name}_what")
        return
    out.put(f"{name}_what", what)
    out.put(f"{name}_by_when", when)
    out.put(f"{name}_who", tuple(dict.fromkeys(people.get(Id(person), _ANOTHER) for person in line.promise.who)))


def _nameless(file: CaseFile, text: str, people: Mapping[Id, str]) -> str:
    """A text with who somebody is in the place of their name; two who are called alike are "somebody"."""
    instead: dict[str, str] = {}
    keys: set[str] = set()

    def called(name: str, words: str) -> None:
        for token in spelling.tokens(name):
            instead[token.key] = words if token.key not in keys or instead.get(token.key) == words else ""
            keys.add(token.key)

    for person in file.all(Participant):
        said = people.get(person.id)
        called(person.print_name, f"the {fields.person_words(said).lower()}" if said else "")
    for colleague in (file.case.lead, file.case.co_facilitator, file.case.supervisor):
        called(colleague, _A_FACILITATOR)
    nameless = without_names(text, keys, instead)
    for words_instead in sorted({one for one in instead.values() if one} | {"somebody"}, key=len, reverse=True):
        nameless = re.sub(rf"({re.escape(words_instead)})(\s+{re.escape(words_instead)})+", r"\1", nameless, flags=re.IGNORECASE)
    return nameless
