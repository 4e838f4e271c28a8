"""What must hold when real workbooks and a real service have come to rest: nothing that anybody typed is lost, and everybody sees the same."""

from collections import defaultdict

from real_world import Laptop, RealWorld, values_in
from workbooks import CASE, PART, WHOLE

from facilitator_app.central import verify
from facilitator_app.ledger import change as changes
from facilitator_app.ledger.change import Change
from facilitator_app.records import Printed
from facilitator_app.vault import derive
from facilitator_app.vault.folder import Damaged
from facilitator_app.vault.vault import NotHereYet

Live = dict[tuple[str, str], dict[str, dict[str, object]]]


def check(world: RealWorld) -> None:
    """Lets them come to rest, and looks at everything that the exchange promises."""
    world.quiet()
    verified = world.database.tx("office", verify.verified)
    assert verified.faults == ()
    _check_values(world)
    there = _at_the_service(world)
    for laptop in world.laptops.values():
        vault, counts = laptop.worker.opened.vault, laptop.worker.exchanging.counts()
        assert vault.faults() == []
        assert counts.unsent == 0, f"{laptop.name} keeps what it has to send"
        _check_laptop(world, laptop, there)
    _check_files(world)


def _at_the_service(world: RealWorld) -> Live:
    rows = world.service.rows("SELECT compartment, record, live FROM record WHERE tenant = %(tenant)s")
    return {(compartment, record): live for compartment, record, live in rows if live}


def _seen(laptop: Laptop) -> Live:
    with laptop.worker.opened.vault.connection.reading() as connection:
        rows = connection.execute("select compartment, id, document from record where compartment <> 'user'").fetchall()
    found = {(row[0], row[1]): derive.document_from(row[2]).live for row in rows}
    return {key: live for key, live in found.items() if live}


def _check_values(world: RealWorld) -> None:
    """Every value stands, was replaced by somebody who saw it, is held, or was only ever on disks that were put back (I-1, I-2)."""
    held = values_in(row[0] for row in world.service.rows("SELECT body FROM held WHERE tenant = %(tenant)s"))
    by_value = defaultdict[str, list[Change]](list)
    replaced = defaultdict[tuple[str, str, str], set[str]](set)
    for (body,) in world.service.rows("SELECT body FROM change WHERE tenant = %(tenant)s"):
        change = changes.read(bytes(body))
        for value in change.values.values():
            if isinstance(value, str):
                by_value[value].append(change)
        for name, ids in change.replaces.items():
            replaced[change.compartment, change.record, name] |= set(ids)
    there = _at_the_service(world)
    for value, typed in world.typed.items():
        compartment, record, name = typed.place
        own = {change.id for earlier in typed.earlier for change in by_value[earlier]}
        for change in by_value[value]:
            assert set(change.replaces.get(name, ())) <= typed.shown | own, f"{value} replaces what its author never saw"
            if change.id not in there.get((compartment, record), {}).get(name, {}):
                assert change.id in replaced[typed.place], f"{value} is hidden, and nobody replaced it"
        assert by_value[value] or value in held or value in world.gone, f"{value} is lost"


def _check_laptop(world: RealWorld, laptop: Laptop, there: Live) -> None:
    """Holds exactly what is allocated, and sees there what the service sees (I-3, I-4)."""
    seen, device = _seen(laptop), world.device(laptop)
    roles = dict(
        world.database.tx(
            "tests",
            lambda session: session.do(
                "SELECT compartment, role FROM allocation WHERE tenant = %(tenant)s AND person = %(person)s", person=laptop.person
            ).fetchall(),
        )
    )
    for compartment in (WHOLE, PART):
        mine = {key: live for key, live in seen.items() if key[0] == compartment}
        if roles.get(compartment) and not device.order:
            assert mine == {key: live for key, live in there.items() if key[0] == compartment}, f"{laptop.name} sees something else"
        else:
            assert mine == {}, f"{laptop.name} keeps what is not allocated"


def _check_files(world: RealWorld) -> None:
    """Whoever sees that there is a paper has its bytes, and the same ones; unless a disk was put back, and then none had them (I-16)."""
    read = defaultdict[str, dict[str, bytes | None]](dict)
    for laptop in world.laptops.values():
        for record in laptop.worker.opened.vault.case_file(CASE).all(Printed):
            try:
                data = laptop.worker.opened.vault.file(WHOLE, record.attachment, record.attachment_key)
            except (NotHereYet, Damaged):
                data = None
            read[record.id][laptop.name] = data
    for id, by_laptop in read.items():
        if any(by_laptop.values()):
            assert set(by_laptop.values()) == {world.files[id][1]}, f"the bytes of {id} are not the same, or not with everybody"
        else:
            assert id in world.files_gone, f"the bytes of {id} are lost"
