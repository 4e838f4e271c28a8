"""The register of the copies of one case, for the case file: what left, when, and where it is now. No word of it was typed about anybody.

Who else a copy is with, and why one cannot be reached, are words that somebody typed: they stand on the screen, and on no paper.
"""

from facilitator_app import calendar
from facilitator_app.language import word
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.facts import paper_words
from facilitator_app.records.paper import Printed
from facilitator_app.records.paper_out import Place, place_of, went
from facilitator_app.records.service import Service
from facilitator_app.wall.sheets_recipients import CopyLine, RegisterSheet

_PLACES = {
    Place.ASKED: "The office is asked to print it",
    Place.NEVER: "It was never printed",
    Place.OUT: "Out",
    Place.KEPT: "Kept here",
    Place.BACK: "It came back",
    Place.DESTROYED: "It was destroyed",
}
_OVER = (Place.NEVER, Place.BACK, Place.DESTROYED)


def register_sheet(file: CaseFile, service: Service) -> RegisterSheet:
    """Every copy, the latest first."""
    copies = sorted(file.all(Printed), key=lambda one: one.at, reverse=True)
    return RegisterSheet(service.name, file.case.reference, tuple(_line(file, printed) for printed in copies))


def _day(iso: str) -> str:
    day = calendar.whole_day(iso)
    return calendar.short(day) if day else iso


def _line(file: CaseFile, printed: Printed) -> CopyLine:
    more = [f"{printed.copies} sets"] if printed.copies > 1 else []
    more += [f"version {printed.version}"] if printed.version > 1 else []
    left = ", ".join(filter(None, (_day(printed.at[:10]), printed.at[11:16], printed.by)))
    place, latest = place_of(file, printed), next(iter(went(file, printed)), None)
    where = f"{word('paper_went', latest.what)}, {_day(latest.on)}" if latest else _PLACES[place]
    return CopyLine(", ".join((paper_words(file, printed), *more)), left, where, is_over=place in _OVER)
