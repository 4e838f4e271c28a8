"""What the papers for the day are given of a case, default deny: print names, seats, the words of the guide, and for the facilitators what
will not be talked about.

A guide on somebody's knees is read by whoever sits beside them. So nothing that a facilitator wrote stands in it, nor what the guide itself
says to a facilitator's eyes only. What lies on an officer's desk is read by whoever comes by: it says who sits where and who leads.
"""

from collections.abc import Mapping, Sequence

from facilitator_app import calendar
from facilitator_app.language import word
from facilitator_app.records import ConferencePlan, Participant
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Id
from facilitator_app.records.seating import CO, LEAD
from facilitator_app.wall.sheets_day import GuideSheet, GuideStage, SeatingSheet, SeatLine

_SHAPES = ("circle", "square")
_LEADS = "facilitator"


def seating_sheet(
    file: CaseFile, plan: ConferencePlan, order: Sequence[str], stages: Sequence[GuideStage], *, for_facilitators: bool
) -> SeatingSheet:
    """Who sits where. `order`: keys of the seats, as the plan shows them; `stages` are the guide's, and on no officer's copy."""
    return SeatingSheet(
        for_facilitators=for_facilitators,
        held_on=calendar.whole_day(plan.day),
        at=plan.at,
        room=plan.room,
        layout=plan.layout,
        seats=tuple(_seat(file, key, roles=for_facilitators) for key in order),
        stages=tuple(stage.line for stage in stages) if for_facilitators else (),
        not_discussed=plan.not_discussed if for_facilitators else "",
    )


def guide_sheet(title: str, stages: Sequence[GuideStage]) -> GuideSheet:
    """The guide, with the names of `names_in_guide` in it. Nothing of the case is asked for."""
    return GuideSheet(title, tuple(stages))


def names_in_guide(file: CaseFile) -> Mapping[str, str]:
    """The print names that stand in a guide's places, by the keys of its places; empty where nobody has that place."""
    names = {"harmed": "", "responsible": ""}
    everybody = file.all(Participant)
    for person in file.sides:
        if person.role in names:
            names[person.role] = person.print_name
            beside = [other.print_name for other in everybody if other.supports == person.id and other.print_name]
            names[f"supporter of {person.role}"] = " and ".join(beside)
    first, second, *_ = (*(side.print_name for side in file.sides), "", "")
    return names | {"first": first, "second": second}


def _seat(file: CaseFile, key: str, *, roles: bool) -> SeatLine:
    if key in (LEAD, CO):
        name = (file.case.lead if key == LEAD else file.case.co_facilitator).split(" ")[0]
        return SeatLine(name or _LEADS.capitalize(), _LEADS if name else "", "triangle", full=True)
    if not roles:
        return SeatLine(file.name(key))
    side = file.side_of(Id(key))
    sides = [one.id for one in file.sides]
    shape = _SHAPES[min(sides.index(side), 1)] if side in sides else "triangle"
    return SeatLine(file.name(key), _role(file, Id(key)), shape, full=Id(key) in sides)


def _role(file: CaseFile, key: Id) -> str:
    """“person harmed”, “with Margaret”: what the shape says, in words."""
    person = file.get(Participant, key)
    if person is None:
        return ""
    return f"with {file.name(person.supports)}" if person.supports else word("role", person.role).lower()


def words_on(sheet: GuideSheet | SeatingSheet) -> list[str]:
    """Every text of a sheet that somebody may have typed: what is looked at before it is carried in."""
    if isinstance(sheet, SeatingSheet):
        return [text for text in (sheet.at, sheet.room, *(one.name for one in sheet.seats)) if text]
    found = [sheet.title]
    for stage in sheet.stages:
        found += [stage.line.title, stage.line.who, stage.purpose]
        found += [text for one in stage.prompts for text in (one.text, *one.follow_ups)]
    return [text for text in found if text]
