"""What the studio does for pictures of scans: blank sheets of the story are printed, and come back as files."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from facilitator_app.records.record import Id


def _brought(workspace: Any, case: Id) -> None:
    """Three files: the signed agreement, a page without a code, and something that is no scan."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - after the platform was chosen

    from facilitator_app.workbook import papers  # noqa: PLC0415 - as above

    blank = papers.make_blank(workspace.book, case)
    papers.issued(workspace.book, case, blank.beside or blank, "printed")
    with tempfile.TemporaryDirectory() as folder:
        for name, data in (
            ("scan-0001.pdf", blank.beside.data if blank.beside else b""),
            ("scan-0002.pdf", blank.data),
            ("IMG_2231.heic", b""),
        ):
            (Path(folder) / name).write_bytes(data)
        workspace.bring_in(sorted(Path(folder).iterdir(), reverse=True))
        while workspace.intake.is_busy:
            QApplication.processEvents()


_Shot = Callable[[Any], Iterator[Callable[[], object]]]


def after(case_of: Callable[[Any], Id], shot: _Shot | None = None) -> _Shot:
    """The list, just after files were dropped; or another place once they were."""

    def both(workspace: Any) -> Iterator[Callable[[], object]]:
        from facilitator_app.workbook import comparing  # noqa: PLC0415 - as above

        case = case_of(workspace)
        if not comparing.signed_pages(workspace.book.case(case)):
            yield lambda: _brought(workspace, case)
        if shot is not None:
            yield from shot(workspace)

    return both


def waiting(case_of: Callable[[Any], Id], *, chosen: bool) -> _Shot:
    """A page without a place: which case, or which paper of it."""

    def shot(workspace: Any) -> Iterator[Callable[[], object]]:
        from facilitator_app.ui.place import Place  # noqa: PLC0415 - as above
        from facilitator_app.workbook import scans  # noqa: PLC0415 - as above

        page = scans.waiting(workspace.book)[0].id
        yield lambda: workspace.go(Place("scan", Id(""), page, case_of(workspace) if chosen else ""))

    return after(case_of, shot)


def filed(case_of: Callable[[Any], Id]) -> _Shot:
    """A page that has its place."""

    def shot(workspace: Any) -> Iterator[Callable[[], object]]:
        from facilitator_app.ui.place import Place  # noqa: PLC0415 - as above
        from facilitator_app.workbook import scans  # noqa: PLC0415 - as above

        file = workspace.book.case(case_of(workspace))
        yield lambda: workspace.go(Place("scan", file.id, scans.filed_in(file)[-1].id))

    return after(case_of, shot)
