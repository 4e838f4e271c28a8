"""An open workbook as pages see it: what is written, read through the one-side view where that is on, and every save.

Knows no screen. Pages ask here and nowhere else, so that what is closed is closed to all of them: lists, search and titles included.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from facilitator_app.calendar import Clock
from facilitator_app.errors import Trouble
from facilitator_app.ledger import change as changes
from facilitator_app.ledger.seals import derived_id, fresh_id
from facilitator_app.records import KINDS, codec
from facilitator_app.records.case_file import CaseFile, assemble
from facilitator_app.records.facts import PAPER, CaseFact, Due, dues_of, fact_of
from facilitator_app.records.people import Participant
from facilitator_app.records.record import GONE, Id, Record, compartment_name
from facilitator_app.records.service import Me, Service
from facilitator_app.vault.door import Opened
from facilitator_app.vault.rows import Changed, Edit, Row, TooLong
from facilitator_app.wall import one_side
from facilitator_app.workbook import finding, unheard
from facilitator_app.workbook.finding import Hit
from facilitator_app.workbook.unheard import Limit

_UNDO_DEPTH = 50
KEPT_PLACE = "place"  # where somebody was when it locked, and what they had typed there that no record keeps


@dataclass(frozen=True, slots=True)
class Side:
    """The one side that is open: whose, of which case."""

    case: Id
    person: Id


class NotThatPassphrase(Trouble):
    """Leaving a side asks for the passphrase, and this was not it."""

    def __init__(self) -> None:
        super().__init__("That is not the passphrase of this workbook.", "Only this side stays open. Try again.")


class Workbook:
    """One person's open workbook. May be asked from any thread."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self.vault = opened.vault
        self.clock: Clock = opened.clock
        self._not_kept: dict[tuple[Id, str], Edit] = {}  # typed, and not taken by the disk
        self._finished: list[tuple[str, Row]] = []  # what was finished last, and what stood there before
        kept = self.vault.remembered("side")
        self.unheard = unheard.kept(self.vault)
        self.side: Side | None = codec.convert(codec.from_json(kept), Side) if kept else None

    # Its service --------------------------------------------------------------------------------------------------------------

    def limit(self) -> Limit | None:
        """How it stands with the days that this laptop may not hear from its service; None for no limit. While one side alone is open there is none:
        somebody may be sitting there.
        """
        return unheard.limit(self.vault, self.unheard, self.clock.now()) if self.side is None else None

    # One side -----------------------------------------------------------------------------------------------------------------

    def open_side(self, case: Id, person: Id) -> None:
        """Closes everything but one participant's side, here and after a restart."""
        self.vault.seal()
        self._finished.clear()  # taking back would change, and name, what is now closed
        self.side = Side(case, person)
        self.vault.remember("side", codec.to_json(self.side))
        self.vault.remember(KEPT_PLACE, None)  # after a crash it would be come back to, with the words that stood there
        self.vault.note("one side opened", person)

    def leave_side(self, passphrase: str) -> None:
        """Opens everything again. Raises `NotThatPassphrase`. Takes about 0.2 s: not for the screen's thread."""
        if not self.opened.is_passphrase(passphrase):
            self.vault.note("one side not left")
            raise NotThatPassphrase
        self.vault.remember("side", None)
        self.side = None
        self.vault.note("one side left")

    @property
    def side_name(self) -> str:
        """The name of the person whose side alone is open; empty when everything is."""
        if self.side is None:
            return ""
        # Asked for with every page that opens, on the screen's thread: the whole case is not read for it.
        return self.vault.case_part(self.side.case, [Participant.kind]).name(self.side.person)

    # Reading ------------------------------------------------------------------------------------------------------------------

    def case(self, case: Id) -> CaseFile:
        """One case, or what the open side lets through of it."""
        if self.side is None:
            return self.vault.case_file(case)
        if case != self.side.case:
            return assemble(case, ())
        return one_side.only(self.vault.case_file(case), self.side.person)

    def part(self, case: Id, *kinds: type[Record]) -> CaseFile:
        """The records of some kinds of one case: for lists across cases. With one side open, what it lets through of them."""
        return self.vault.case_part(case, [kind.kind for kind in kinds]) if self.side is None else self.case(case)

    def whole_case(self, case: Id) -> CaseFile:
        """One case with everything in it, also while one side alone is open: for what must be asked before an act, never for a page."""
        return self.vault.case_file(case)

    def case_at(self, case: Id, until: str) -> CaseFile:
        """One case as it stood at a moment (UTC), through the one-side view like everything else."""
        if self.side is not None and case != self.side.case:
            return assemble(case, ())
        found = self.vault.case_file_at(case, until)
        return found if self.side is None else one_side.only(found, self.side.person)

    def cases(self) -> list[CaseFact]:
        """One row a case, the latest touched first; with one side open, that side alone."""
        if self.side is None:
            return self.vault.case_facts()
        # Which of two versions is right is no question for whoever may read over a shoulder.
        return [replace(fact_of(self.case(self.side.case)), known=True, forks=0)]

    def unopened(self, limit: int) -> list[CaseFact]:
        """The latest referrals that nobody has answered "Do you know anyone here?" for; none with one side open."""
        return self.vault.unopened(limit) if self.side is None else []

    def is_empty(self) -> bool:
        """Whether no case is here at all."""
        return self.vault.is_empty()

    def dues(self, until: str, sorts: Sequence[str] = ()) -> list[Due]:
        """What is due up to a day (ISO), the earliest first, and what is waited for without one; of some sorts, where they are named;
        else of all but copies of paper.
        """
        if self.side is None:
            return self.vault.dues(until, sorts)
        mine = dues_of(self.case(self.side.case))
        return sorted(
            (due for due in mine if due.day <= until and (due.sort in sorts if sorts else due.sort not in PAPER)),
            key=lambda due: (due.day, due.at, due.record),
        )

    def unfinished(self) -> list[tuple[CaseFile, Record]]:
        """The records with words that were typed and not finished, each with its case, the latest begun first."""
        found = []
        for case, _, record, _ in self.vault.unfinished():
            file = self.case(case)
            if record in file.records:
                found.append((file, file.records[record]))
        return found

    def find(self, typed: str, limit: int = 50) -> list[Hit]:
        """Cases by name or reference first, then records by their words, the newest first."""
        return finding.find(self, typed, limit)

    def me(self) -> Me:
        """Who works with this workbook."""
        return self._own(Me, "user") or Me(id=Id("me"))

    def service(self) -> Service:
        """What every paper says of the service."""
        return self._own(Service, "service") or Service(id=Id("service"))

    def _own(self, kind: type[Any], compartment: str) -> Any:
        file = assemble(Id(""), self.vault.stored(compartment))
        return file.first(kind)

    def own_id(self, file: CaseFile, *parts: str) -> Id:
        """The id of what this person keeps of something that `parts` name. It is derived, so that opening it twice never makes two; what was begun
        before enrolment goes on under the id that it has.
        """
        ids = [Id(derived_id(name, *parts)) for name in (self.vault.author, self.vault.former)]
        return next((id for id in ids if id in file.records), ids[0])

    # Writing ------------------------------------------------------------------------------------------------------------------

    def put(self, *edits: Edit) -> None:
        """Keeps what is being typed: on the disk when this returns. What the disk did not take comes again with the next, its page gone or not."""
        self._not_kept |= {(edit.record, edit.field): edit for edit in edits}
        try:
            self.vault.put(*self._not_kept.values())
        except TooLong:  # it is kept
            self._not_kept.clear()
            raise
        self._not_kept.clear()

    def seal(self, record: Id | None = None) -> Changed:
        """Finishes what was typed, in one record or in all."""
        if self._not_kept:
            self.put()
        before = self.vault.drafted(record) if record else []
        changed = self.vault.seal(record)
        self._finished += [(KINDS[row.kind].title, row) for row in before if row.kind in KINDS]
        del self._finished[:-_UNDO_DEPTH]
        return changed

    def about_to_seal(self) -> None:
        """The exchange makes changes of what is being typed, in whatever record: what stood there before can still be taken back."""
        rows = [row for _, _, record, _ in self.vault.unfinished() for row in self.vault.drafted(record)]
        self._finished += [(KINDS[row.kind].title, row) for row in rows if row.kind in KINDS]
        del self._finished[:-_UNDO_DEPTH]

    def undo(self) -> tuple[str, Changed]:
        """Puts back what stood in a record before its last words were finished; the record's title, or "" when there is nothing.

        Only what was written here is taken back. Where a colleague's version stands beside it, that one is left alone; where only theirs
        stands, there is nothing of ours.
        """
        if not self._finished:
            return "", Changed()
        title, row = self._finished.pop()
        stored = {one.id: one for one in self.vault.stored(row.compartment)}.get(row.record)
        if stored is None:
            return "", Changed()
        ours = self._written_here(row)
        replaces = {name: tuple(id for id in stored.live.get(name, ()) if id in ours) for name in row.values}
        values = {name: value for name, value in row.values.items() if replaces[name] and len(replaces[name]) == len(stored.live[name])}
        if not any(replaces.values()):
            return "", Changed()
        return title, self.vault.save([Row(row.compartment, row.kind, row.record, values, replaces)], "taken back")

    def _written_here(self, row: Row) -> frozenset[str]:
        """The changes of a record that this person wrote."""
        found = (changes.read(body) for body in self.vault.bodies(row.compartment) if row.record.encode() in body)
        return frozenset(one.id for one in found if one.record == row.record and one.author in self.vault.own_names)

    def add(self, kind: type[Record], case: Id, values: Mapping[str, Any]) -> tuple[Id, Changed]:
        """A recorded act that makes something new; its id."""
        made = Id(fresh_id())
        compartment = compartment_name(kind, case, str(values.get("person", "")))
        return made, self.save([Row(compartment, kind.kind, made, values)])

    def record(self, file: CaseFile, record: Record, values: Mapping[str, Any], *, every: bool = False) -> Changed:
        """A recorded act on a record as it stood in `file`, which is what was on the screen: that, and nothing newer, is what it replaces.
        Of two versions that is the one that was read, and all of them where the act protects; with `every` always: where a meeting
        stands in its guide is nobody's words, and a key must move it.

        A record that is not there yet is made, under its own id.
        """
        compartment = file.compartments.get(record.id) or compartment_name(type(record), record.case, str(getattr(record, "person", "")))
        replaces = {
            name: file.standing_of(record.id, name) if every else file.replaced_by(record, name, value) for name, value in values.items()
        }
        return self.save([Row(compartment, record.kind, record.id, values, replaces)])

    def save(self, rows: Iterable[Row], act: str = "saved") -> Changed:
        """Several records in one go, or none of them.

        What an act wrote over is nothing to take back any more: Ctrl+Z would put words that were moved into the wrong person's part again.
        """
        written = list(rows)
        changed = self.vault.save(written, act)
        over = {(row.record, name) for row in written for name in row.values}
        self._finished = [
            (title, row) for title, row in self._finished if over.isdisjoint((row.record, name) for name in (*row.values, GONE))
        ]
        return changed


def shape_of(file: CaseFile, person: str) -> str:
    """The shape that stands for somebody: by place, not by role. "circle", "square", and "triangle" for facilitators."""
    sides = [side.id for side in file.sides]
    owner = file.side_of(Id(person))
    if owner not in sides:
        return "triangle"
    if len(sides) == 1:  # one side alone: it keeps the shape it has beside the other
        participant = file.get(Participant, owner)
        return "square" if participant and participant.role == "responsible" else "circle"
    return "circle" if sides.index(owner) == 0 else "square"
