"""Scans and photographs that come in: kept, filed by their codes, or kept until somebody has said where they belong. Nothing is thrown away.

A page that nobody can place lies with the person who uses the workbook, in no case and on nobody's side. Once its place is known its bytes are
kept anew there, under new keys, and those that lay here are forgotten.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from facilitator_app.errors import Trouble
from facilitator_app.ledger.seals import fresh_id
from facilitator_app.papers.codes import PageCode, read_payload, written
from facilitator_app.papers.scan_kinds import sort_of
from facilitator_app.papers.scans import ScannedPage
from facilitator_app.records import LooseScan, Moved, OwnScan, Scan
from facilitator_app.records.case_file import CaseFile, assemble
from facilitator_app.records.record import GONE, NOBODY, Choice, Day, Id, Record, compartment_name
from facilitator_app.records.scan import FILED, TAKEN_AWAY, Scanned
from facilitator_app.vault.rows import Changed, Row
from facilitator_app.workbook import scan_places
from facilitator_app.workbook.scan_places import Belongs
from facilitator_app.workbook.workbook import Workbook

_LOOSE = compartment_name(LooseScan, "")
_AT_ONCE = 5
_BYTES = ("original", "original_key", "picture", "picture_key")


class OneSideOpen(Trouble):
    """Nothing comes in while only one side is open: a page may be the other's."""

    def __init__(self) -> None:
        super().__init__("Only one side is open. A page may belong to the other.", "Open everything first. The file stays where it is.")


class NotThere(Trouble):
    """Somebody else has placed it, or taken it away."""

    def __init__(self) -> None:
        super().__init__("This page has a place already.", "Look at the list again.")


class NotTheirs(Trouble):
    """The code on a page names somebody else's sheet."""

    def __init__(self) -> None:
        super().__init__("The code on this page names another person’s sheet.", "It goes to nobody else’s part. Choose again.")


@dataclass(frozen=True, slots=True, repr=False)
class Brought:
    """What became of one page: filed, waiting for a place, or here already. `record` is its record, in `case` if it has a place."""

    page: int
    outcome: str  # "filed", "waits", "here"
    case: Id
    record: Id
    again: bool = False  # another scan of the same page was here


def bring_in(book: Workbook, pages: Sequence[ScannedPage], sort: str) -> tuple[list[Brought], Changed]:
    """Keeps all pages of one file, in one act. Raises `OneSideOpen`."""
    if book.side is not None:
        raise OneSideOpen
    found: list[Brought] = []
    rows: list[Row] = []
    seen: dict[str, Brought] = {}
    for page in pages:
        fingerprint = hashlib.sha256(page.original).hexdigest()
        here = seen.get(fingerprint) or _here(book, fingerprint)
        if here is not None:
            found.append(Brought(page.number, "here", here.case, here.record))
            continue
        row, brought = _kept(book, page, fingerprint, sort, len(pages))
        rows.append(row)
        found.append(brought)
        seen[fingerprint] = brought
    return found, book.save(rows, "scanned") if rows else Changed()


def _here(book: Workbook, fingerprint: str) -> Brought | None:
    """A page with the very same bytes that is kept here. One that was taken away is not: it may come again, and be looked at again."""
    mine = next((one for one in waiting(book) if one.fingerprint == fingerprint), None)
    if mine is not None:
        return Brought(0, "here", NOBODY, mine.id)
    hits = book.vault.find(fingerprint, _AT_ONCE)
    kinds = {Scan.kind, OwnScan.kind}
    records = book.vault.some((where, record) for where, record, kind, _ in hits if kind in kinds).records.values()
    kept = [one for one in records if isinstance(one, Scanned) and one.fingerprint == fingerprint and not one.became]
    return Brought(0, "here", kept[0].case, kept[0].id) if kept else None


def _kept(book: Workbook, page: ScannedPage, fingerprint: str, sort: str, count: int) -> tuple[Row, Brought]:
    place = scan_places.by_codes(book, page.codes, page.strange)
    values: dict[str, Any] = {
        "at": _moment(book), "by": book.me().name, "file_sort": Choice(sort), "page": page.number, "pages": count,
        "codes": tuple(map(written, page.codes)), "fingerprint": fingerprint, "empty": page.empty,
    }  # fmt: skip
    id = Id(fresh_id())
    if isinstance(place, str):
        values |= {"doubt": Choice(place), **_bytes_in(book, _LOOSE, page.original, page.picture)}
        return Row(_LOOSE, LooseScan.kind, id, values), Brought(page.number, "waits", NOBODY, id)
    where = compartment_name(place.kind, place.case, place.person)
    values |= {**_placed(place), **_bytes_in(book, where, page.original, page.picture)}
    again = _another(book.case(place.case), place)
    return Row(where, place.kind.kind, id, values), Brought(page.number, "filed", place.case, id, again)


def _bytes_in(book: Workbook, compartment: str, original: bytes, picture: bytes) -> dict[str, str]:
    """The page's own bytes and its picture, kept in a compartment; what a record says of them."""
    kept, shown = book.vault.keep_files(compartment, (original, picture))
    return {"original": kept.id, "original_key": kept.key, "picture": shown.id, "picture_key": shown.key}


def _placed(place: Belongs, by: str = "") -> dict[str, Any]:
    named = {"person": place.person} if place.person else {}
    return {
        "paper": Choice(place.paper), "of": place.of, "version": place.version, "sheet_page": place.page, "filed_by": by, **named,
    }  # fmt: skip


def _another(file: CaseFile, place: Belongs) -> bool:
    """Whether another scan of the very same page is here: both are kept."""
    every: tuple[Scan | OwnScan, ...] = file.all(OwnScan) if place.person else file.all(Scan)
    return any((one.of, one.sheet_page) == (place.of, place.page) and place.page and not one.became for one in every)


def _moment(book: Workbook) -> str:
    return book.clock.now().isoformat(timespec="minutes")


# Choosing -----------------------------------------------------------------------------------------------------------------------


def waiting(book: Workbook) -> list[LooseScan]:
    """The pages that have no place yet, the latest first. None with one side open: nobody knows whose they are."""
    if book.side is not None:
        return []
    every = assemble(NOBODY, book.vault.stored(_LOOSE)).all(LooseScan)
    by_page = sorted((one for one in every if not one.became), key=lambda one: one.page)
    return sorted(by_page, key=lambda one: one.at, reverse=True)


def loose(book: Workbook, id: Id) -> LooseScan | None:
    """One of them."""
    return next((one for one in waiting(book) if one.id == id), None)


def codes_of(scan: Scanned) -> tuple[PageCode, ...]:
    """The codes on a page."""
    return tuple(filter(None, map(read_payload, scan.codes)))


def file_at(book: Workbook, id: Id, place: Belongs) -> tuple[Id, Changed]:
    """A page that waited gets its place; its new id. Raises `OneSideOpen`, `NotThere`, `NotTheirs`."""
    if book.side is not None:
        raise OneSideOpen
    scan = loose(book, id)
    if scan is None:
        raise NotThere
    standing = assemble(NOBODY, book.vault.stored(_LOOSE))
    return _moved(book, standing, scan, place, {})


def refile(book: Workbook, file: CaseFile, scan: Scan | OwnScan, place: Belongs) -> tuple[Id, Changed]:
    """A page that was filed in the wrong place goes to the right one, and that it was moved is written down. Raises as `file_at`."""
    if book.side is not None:
        raise OneSideOpen
    was = scan.person if isinstance(scan, OwnScan) else NOBODY
    values = {"taken_from": was, "given_to": place.person, "on": Day(book.clock.today().isoformat()), "by": book.me().name}
    told = {} if was == place.person or file.id != place.case else values
    return _moved(book, file, scan, place, told)


def _moved(book: Workbook, file: CaseFile, scan: Scanned, place: Belongs, moved: Mapping[str, object]) -> tuple[Id, Changed]:
    named = scan_places.owners_of(book, codes_of(scan))
    if any(one.person and one.person != place.person for one in named) and place.person:
        raise NotTheirs
    here, to = file.compartments[scan.id], compartment_name(place.kind, place.case, place.person)
    original, picture = (
        book.vault.file(here, id, key) for id, key in ((scan.original, scan.original_key), (scan.picture, scan.picture_key))
    )
    made = Id(fresh_id())
    values = {name: getattr(scan, name) for name in ("at", "by", "file_sort", "page", "pages", "codes", "fingerprint", "empty")}
    values |= {**_placed(place, book.me().name), **_bytes_in(book, to, original, picture)}
    rows = [Row(to, place.kind.kind, made, values), _marked(book, file, scan, FILED)]
    if moved:
        rows.append(Row(compartment_name(Moved, place.case), Moved.kind, Id(fresh_id()), moved))
    changed = book.save(rows, "scan filed")
    book.vault.drop_files(here, (scan.original, scan.picture))
    return made, changed


def carried(book: Workbook, row: Row, taken_from: str) -> Row:
    """What is entered anew in another person's part: the bytes of a scanned page are kept anew there, under new keys. Any other row as it is."""
    if row.kind != OwnScan.kind or not all(row.values.get(name) for name in _BYTES):
        return row
    original, picture = (book.vault.file(taken_from, row.values[name], row.values[f"{name}_key"]) for name in ("original", "picture"))
    return replace(row, values={**row.values, **_bytes_in(book, row.compartment, original, picture)})


def _marked(book: Workbook, file: CaseFile, scan: Record, became: str) -> Row:
    """What a page says that is not here any more; one that lay in somebody's part is taken out of it altogether."""
    values: dict[str, Any] = {"became": Choice(became), "became_at": _moment(book), "became_by": book.me().name}
    if not isinstance(scan, LooseScan):
        return Row(file.compartments[scan.id], scan.kind, scan.id, {GONE: True}, dict(file.standing.get(scan.id, {})))
    values |= dict.fromkeys(_BYTES, "")
    return Row(_LOOSE, scan.kind, scan.id, values, {name: file.standing_of(scan.id, name) for name in values})


def take_away(book: Workbook, id: Id) -> Changed:
    """A page that is about nobody here: its bytes are forgotten; that it came, and who took it away and when, stays written down."""
    if book.side is not None:
        raise OneSideOpen
    scan = loose(book, id)
    if scan is None:
        raise NotThere
    changed = book.save([_marked(book, assemble(NOBODY, book.vault.stored(_LOOSE)), scan, TAKEN_AWAY)], "scan taken away")
    book.vault.drop_files(_LOOSE, (scan.original, scan.picture))
    return changed


def picture_of(book: Workbook, file: CaseFile | None, scan: Scanned) -> bytes:
    """The upright picture of a page, JPEG. `file`: the case it was filed in."""
    if book.side is not None:
        raise OneSideOpen
    where = file.compartments[scan.id] if file is not None else _LOOSE
    return book.vault.file(where, scan.picture, scan.picture_key)


def pages_of_sheet(book: Workbook, file: CaseFile, sheet: Id) -> tuple[bytes, ...]:
    """The pictures of the pages of one sheet that was taken along, in their order, JPEG; of one that was scanned twice the latest."""
    mine = {one.sheet_page: one for one in sorted(file.all(OwnScan), key=lambda one: one.at) if one.of == sheet and not one.became}
    return tuple(picture_of(book, file, mine[number]) for number in sorted(mine))


def filed_in(file: CaseFile) -> list[Scan | OwnScan]:
    """The pages that were filed in a case, the latest first."""
    every: list[Scan | OwnScan] = [*file.all(Scan), *file.all(OwnScan)]
    return sorted((one for one in every if not one.became), key=lambda one: (one.at, one.page), reverse=True)


def sort_of_file(data: bytes) -> str:
    """What sort of file it is, as it is kept: "pdf", "jpeg", "png"."""
    return sort_of(data)
