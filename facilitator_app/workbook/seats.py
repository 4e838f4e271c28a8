"""Who sits where at a conference, in words: for the screen, for those who cannot see it, and for whoever needs to be near the door."""

from collections.abc import Sequence
from dataclasses import dataclass

from facilitator_app.records import ConferencePlan, Participant, seating
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Id
from facilitator_app.workbook.workbook import shape_of

LEAD, CO = seating.LEAD, seating.CO


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody on a chair: key, name and shape."""

    key: str
    name: str
    shape: str


def order_of(file: CaseFile, plan: ConferencePlan, me: str) -> list[str]:
    """Keys of the seats in order: as planned, then whoever has no seat yet. Who has stopped does not come."""
    one, *others = [_with_supporters(file, side.id) for side in file.sides] or [[]]
    seated = [*one, *(key for keys in others for key in keys)]
    more = [person.id for person in file.all(Participant) if person.id not in seated and person.print_name]
    everybody = [LEAD, *one, CO, *more, *(key for keys in reversed(others) for key in reversed(keys))]
    stopped = {person.id for person in file.all(Participant) if person.stopped_on}
    everybody = [key for key in everybody if key not in stopped and (key != CO or file.case.co_facilitator or me)]
    planned = [key for key in plan.seats if key in everybody]
    return [*planned, *(key for key in everybody if key not in planned)]


def _with_supporters(file: CaseFile, side: Id) -> list[str]:
    return [side, *(person.id for person in file.all(Participant) if person.supports == side)]


def seat(file: CaseFile, key: str) -> Seat:
    """Who sits there."""
    if key in (LEAD, CO):
        name = file.case.lead if key == LEAD else file.case.co_facilitator
        return Seat(key, (name or "Facilitator").split(" ")[0], "triangle")
    return Seat(key, file.name(key), shape_of(file, key))


def away_from_door(seats: Sequence[Seat], layout: str, wanted: str) -> Seat | None:
    """Whoever needs to be nearest the door and is not."""
    near = seating.nearest(seating.scene(layout, len(seats)))
    return next((one for at, one in enumerate(seats) if one.key == wanted and at not in near), None)


def door_words(seats: Sequence[Seat], layout: str, wanted: str) -> str:
    """Who sits nearest the door, and whether that is who needs to."""
    near = [seats[at] for at in seating.nearest(seating.scene(layout, len(seats)))]
    if not near:
        return ""
    names = " and ".join(one.name for one in near)
    said = f"{names} {'sit' if len(near) > 1 else 'sits'} nearest the door."
    asked = next((one for one in seats if one.key == wanted), None)
    if asked is None:
        return said
    return f"{said} {asked.name} asked to, and does." if asked in near else f"{said} {asked.name} asked to, and does not yet."


def seat_words(seats: Sequence[Seat], layout: str, at: int) -> str:
    """One seat as it is read aloud: "Margaret, between Priya and Siân, nearest the door"."""
    scene = seating.scene(layout, len(seats))
    beside = [seats[other].name for other in seating.beside(scene, at)]
    across = seating.opposite(scene, at)
    parts = [seats[at].name, f"{'between' if len(beside) > 1 else 'beside'} {' and '.join(beside)}" if beside else ""]
    parts += [f"opposite {seats[across].name}" if across is not None else "", "nearest the door" if at in seating.nearest(scene) else ""]
    return ", ".join(filter(None, parts))
