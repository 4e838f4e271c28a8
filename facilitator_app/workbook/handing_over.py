"""Handing a case over to a colleague: one page of what they must know, and that the people in it were told first."""

from dataclasses import dataclass

from facilitator_app import calendar
from facilitator_app.errors import Trouble
from facilitator_app.ledger.seals import fresh_id
from facilitator_app.records import Case, HandingOver, PassedOn, PromiseMade, Told, gates
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.check import Group, coming
from facilitator_app.records.record import Day, Id
from facilitator_app.vault.rows import Changed, Row
from facilitator_app.workbook import passing_on
from facilitator_app.workbook.overview import Overview, Person, overview
from facilitator_app.workbook.workbook import Workbook


class NotToldYet(Trouble):
    """A case changes hands when its people know that it does."""

    def __init__(self, names: str) -> None:
        super().__init__(f"Not told yet: {names}.", "Tell them first. Then it can be handed over.")


class NobodyNamed(Trouble):
    """To whom is not said."""

    def __init__(self) -> None:
        super().__init__("To whom is not written down.", "Write your colleague’s name. Then it can be handed over.")


@dataclass(frozen=True, slots=True, repr=False)
class ToHandOver:
    """The page: where it stands, its people, what was promised, what is carried, what is not to be said, and what is not written down."""

    file: CaseFile
    page: Overview
    handing: HandingOver
    people: tuple[Person, ...]
    promised: tuple[tuple[Id, str, str], ...]  # record, words, to whom and by when
    carried: tuple[str, ...]
    not_to_say: tuple[str, ...]
    missing: tuple[str, ...]


def to_hand_over(book: Workbook, case: Id) -> ToHandOver:
    """Everything on it."""
    file, page, today = book.case(case), overview(book, case), book.clock.today()
    handing = next((one for one in reversed(file.all(HandingOver)) if not one.done_on), None)
    promised = tuple(
        (one.id, one.words, " · ".join(filter(None, (file.name(one.person), calendar.due_said(one.by, today)))))
        for one in file.all(PromiseMade)
        if one.words and not one.kept_on
    )
    carried = tuple(
        f"“{item.words}”, from {file.name(item.giver)} to {file.name(item.receiver)}"
        for item in file.all(PassedOn)
        if passing_on.next_act(item) == "offer"
    )
    silent = tuple(f"{file.name(one.person)}: {one.words}" for one in file.all(Told) if one.known != "told" and one.words)
    missing = tuple(check.words for check in gates.checks(file, today) if check.group is not Group.DONE)
    made = handing or HandingOver(id=Id(fresh_id()), case=case, on=Day(today.isoformat()), author=book.me().name)
    return ToHandOver(file, page, made, (*page.people, *page.supporters), promised, carried, silent, missing)


def told(book: Workbook, file: CaseFile, handing: HandingOver, person: Id) -> Changed:
    """A person knows that somebody else comes."""
    known = file.get(HandingOver, handing.id) or handing
    first = {} if handing.id in file.records else {"on": handing.on, "author": handing.author}
    return book.record(file, handing, {**first, "told": [*known.told, person] if person not in known.told else [*known.told]})


def hand_over(book: Workbook, file: CaseFile, handing: HandingOver) -> Changed:
    """The colleague leads the case from now on; who led it stays as co-facilitator while it is for a time. Raises `NobodyNamed`, `NotToldYet`.

    Pressed twice it is handed over once: the second time the colleague would be lead and co-facilitator, and who led it would stand nowhere.
    """
    if handing.done_on:
        return Changed()
    if not handing.to.strip():
        raise NobodyNamed
    waiting = [person.print_name for person in coming(file) if person.id not in handing.told]
    if waiting:
        raise NotToldYet(" and ".join(waiting))
    today, case = Day(book.clock.today().isoformat()), file.case
    values = {"lead": handing.to} | ({"co_facilitator": case.lead} if handing.until and case.lead else {})
    rows = [
        Row(
            file.compartments[handing.id],
            handing.kind,
            handing.id,
            {"done_on": today},
            {"done_on": file.on_screen(handing.id, "done_on")},
        ),
        Row(file.compartments[case.id], Case.kind, case.id, values, {name: file.on_screen(case.id, name) for name in values}),
    ]
    return book.save(rows, "handed over")
