"""Pictures of the manager's desk: what a service that is not there would have answered. Nothing leaves the studio."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

from facilitator_app.ledger.messages_desk import CaseLine, DeskAnswer, HeldLine, LaptopLine, PartLine, PersonLine

_WHOLE = {"owen": "lead", "priya": "edit"}
ANSWER = DeskAnswer(
    held=(
        HeldLine(
            "held", "c1", "contact", "priya", "not_allocated", "2026-02-16T08:10:00Z",
            {"words": "Margaret rang. She would rather meet in the afternoon.", "day": "2026-02-16"},
        ),
    ),
    cases=(
        CaseLine("c1", "RJ-2026-0101", "standard", "2026-01-12", "", (
            PartLine("case/c1", "case", _WHOLE), PartLine("part/c1/m", "harmed", _WHOLE), PartLine("part/c1/d", "responsible", {"owen": "lead"}),
        )),
        CaseLine("c2", "RJ-2026-0109", "careful", "2026-02-13", "", (PartLine("case/c2", "case"), PartLine("part/c2/a", "harmed"))),
    ),
    laptops=(
        LaptopLine("l1", "owen", "Owen’s laptop", "2026-02-17T18:02:00Z", "", confirmed=True),
        LaptopLine("l2", "priya", "Priya’s laptop", "2026-01-20T09:30:00Z", "", confirmed=True),
        LaptopLine("l3", "ruth", "Ruth’s laptop", "2026-02-17T17:40:00Z", "", confirmed=False),
    ),
    people=(
        PersonLine("owen", "Owen Hale", (), "man", manages=False),
        PersonLine("priya", "Priya Nair", ("hindi",), "woman", manages=False),
        PersonLine("ruth", "Ruth Okafor", ("welsh",), "woman", manages=True),
    ),
)  # fmt: skip


def desk(part: str = "", answer: DeskAnswer = ANSWER) -> Callable[[Any], Iterator[Callable[[], object]]]:
    """One part of it."""

    def shot(workspace: Any) -> Iterator[Callable[[], object]]:
        from facilitator_app.ui.place import Place  # noqa: PLC0415 - the studio decides when the window's parts are loaded

        def show() -> None:
            workspace.go(Place("managing", more=part))
            workspace.page._answer, workspace.page._refused = answer, ""  # noqa: SLF001 - the studio stands in for the service
            if answer.slip:
                workspace.page.courier = SimpleNamespace(enrolment=SimpleNamespace(address="https://exchange.example.org"))

        yield show
        yield lambda: workspace.page._show_desk()  # noqa: SLF001 - as above

    return shot
