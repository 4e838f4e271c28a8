"""What stops a paper, in its place: whose words these are, and what can be done about it. The same part on every page that shows a paper."""

from collections.abc import Callable
from typing import Protocol

from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Id
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.case import shape
from facilitator_app.ui.parts.cards import HitCard
from facilitator_app.wall.leaks import Hit
from facilitator_app.workbook import papers
from facilitator_app.workbook.workbook import shape_of


class Stopping(Protocol):
    """A hit, and the sentence that says whose words they are and since when."""

    @property
    def hit(self) -> Hit: ...

    @property
    def sentence(self) -> str: ...


def stop_card(
    page: Page, file: CaseFile, stop: Stopping, reader: Id, change: Callable[[], object], *, asks: bool = True, both: bool = False
) -> HitCard:
    """A hit on a paper for `reader`. `change` leads to where its words are typed.

    `asks`: its owner may be asked whether this reader may know; never of what colleagues wrote for themselves. `both`: its owner may say that
    both know it.
    """
    name = file.name(stop.hit.owner)
    owner_asked = [("ask", f"Ask {name}")] if name and asks else []
    known = [("both", f"{name} says that both know it")] if name and both else []
    card = HitCard(
        shape(shape_of(file, stop.hit.owner)),
        stop.sentence,
        [("change", "Change the words"), *owner_asked, *known, ("else", "This is something else")],
    )

    def answer(key: str) -> None:
        if key == "change":
            change()
        elif key == "ask":
            page.to("ask_owner", stop.hit.owner, f"{reader}|{stop.hit.words}")
        elif key == "both":
            page.act(lambda: papers.both_know(page.book, file.id, stop.hit))
        else:
            page.act(lambda: papers.something_else(page.book, file.id, stop.hit, reader), lambda _: page.refresh())
            page.said.emit("Kept, with your name.")

    card.answered.connect(answer)
    return card
