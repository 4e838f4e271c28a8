"""Checks as lines on a page, and the place that mends each."""

from facilitator_app import calendar
from facilitator_app.records.check import Check, Group, Mend
from facilitator_app.records.record import Id
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.today import place_of
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.place import Place


def place_to_mend(case: Id, mend: Mend) -> Place:  # noqa: PLR0911 - one for each kind of place
    """The place where what is missing is written down."""
    if mend.kind == "visits":
        return Place("preparation", case)
    if mend.kind == "path":
        return Place("path", case)
    if mend.kind == "term_progress" and not mend.record:
        return Place("record", case, Id(""), f"new:term_progress::{mend.person}")
    if mend.kind == "talk" and not mend.record:
        return Place("talk", case)
    if mend.kind == "letter":
        return Place("letter", case, mend.record)
    if mend.kind == "participant":
        return Place("person", case, mend.record)
    if mend.record and mend.field:
        return Place("record", case, mend.record, f"{mend.kind}#{mend.field}")
    if mend.record:
        return place_of(case, mend.kind, mend.record) if mend.kind != "case" else Place("record", case, mend.record, mend.kind)
    return Place("record", case, Id(""), f"new:{mend.kind}:{mend.person}:{mend.about}".rstrip(":"))


def rows_of(page: Page, found: tuple[Check, ...], *, marks: bool = True) -> Rows:
    """Checks as lines, each with what mends it; without the marks where all of them are open."""
    rows = Rows()
    for number, check in enumerate(found):
        mark = "tick" if check.group is Group.DONE else "ring"
        since = calendar.said(check.since, page.book.clock.today()) if check.since and check.group is not Group.DONE else ""
        under = " ".join(filter(None, (check.under, f"Since {since}." if since else "")))
        rows.add(check.words, under, link=check.mend.words, mark=mark if marks else "", key=str(number))
    rows.pressed.connect(lambda key: page.go.emit(place_to_mend(page.place.case, found[int(key)].mend)))
    return rows
