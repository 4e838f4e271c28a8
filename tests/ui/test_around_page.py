"""Papers for those around a case in the real window: what is shown, what is in the way, and what leaves by it."""

from pathlib import Path

import pytest
import test_workspace as window
from driver import Hands
from PySide6.QtWidgets import QFileDialog

from facilitator_app.records import ConferencePlan, Consent, Printed
from facilitator_app.records.record import Choice, Id
from facilitator_app.ui import printing
from facilitator_app.ui.pages.list import CLOSED_WITH_ONE_SIDE
from facilitator_app.ui.place import Place

demonstration, path, hands = window.demonstration, window.path, window.hands
space, story = window.space, window.story


def person(hands: Hands, name: str) -> Id:
    return next(one.id for one in story(hands).sides if one.print_name == name)


def look(hands: Hands, name: str, paper: str) -> None:
    space(hands).go(Place("around", story(hands).id, person(hands, name), paper))
    hands.rest()


def test_from_the_papers_to_the_form_for_a_prison_in_large_print(hands: Hands) -> None:
    space(hands).go(Place("papers"))
    hands.press("Look: For those around the case")
    hands.press("Visit form for a prison. To see Daniel")
    hands.see("The full name and the number are on it", "Print this paper")
    hands.press("Large print, 18 pt. ")
    place = space(hands).page
    assert place is not None
    assert place.place.more == "prison_visit/large"


def test_what_is_not_recorded_is_said_and_leads_to_where_it_can_be(hands: Hands) -> None:
    look(hands, "Daniel", "court")
    hands.see("This paper cannot be printed now.", "Daniel’s yes to sharing the outcome is not written down.")
    hands.unseen("Print this paper")
    hands.press("To Daniel’s page")
    page = space(hands).page
    assert page is not None
    assert (page.place.page, page.place.record) == ("person", person(hands, "Daniel"))


def test_saved_and_printed_it_stands_in_the_register_under_a_name_that_names_nobody(
    hands: Hands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    offered: list[str] = []

    def name(_: object, __: str, offer: str, *___: object, **____: object) -> tuple[str, str]:
        offered.append(offer)
        return str(tmp_path / "paper.pdf"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", name)
    sent: list[bytes] = []
    monkeypatch.setattr(printing, "ask", lambda _, __=1: type("Job", (), {"sets": 1})())
    monkeypatch.setattr(printing, "send", lambda _, data, __: sent.append(data))
    look(hands, "Daniel", "prison_visit")
    hands.press("Save as a file")
    hands.rest()
    hands.press("Print this paper")
    hands.rest()
    assert offered == ["Visit.pdf"]
    assert (tmp_path / "paper.pdf").read_bytes() == sent[0]
    mine = [one for one in story(hands).all(Printed) if one.paper == "prison_visit"]
    assert [(one.how, one.about, one.recipient) for one in mine] == [
        ("saved", person(hands, "Daniel"), ""),
        ("printed", person(hands, "Daniel"), ""),
    ]
    hands.see("Visit form for a prison (about Daniel)")


def test_a_hit_is_said_where_it_stands_and_nobody_outside_is_passed_anything(hands: Hands) -> None:
    book, file = space(hands).book, story(hands)
    book.add(ConferencePlan, file.id, {"day": "2026-04-20", "at": "10:00", "room": "Larkspur Library"})
    look(hands, "Daniel", "prison_visit")
    hands.see("“Larkspur Library” comes from what Margaret told you", "Margaret has not said that the prison may know.")
    hands.unseen("Ask Margaret")
    hands.press("Change the words")
    page = space(hands).page
    assert page is not None
    assert page.place.page == "meeting"
    look(hands, "Daniel", "prison_visit")
    hands.press("This is something else")
    hands.rest()
    hands.see("Print this paper")


def test_a_hit_on_a_supporters_paper_can_be_asked_for(hands: Hands) -> None:
    book, file = space(hands).book, story(hands)
    book.add(ConferencePlan, file.id, {"day": "2026-04-20", "at": "10:00", "room": "Larkspur Library"})
    wyn = next(one.id for one in file.records.values() if getattr(one, "print_name", "") == "Wŷn")
    yes = {"person": person(hands, "Daniel"), "scope": Choice("supporter_present"), "answer": Choice("given"), "on": "2026-03-16"}
    book.add(Consent, file.id, yes)
    space(hands).go(Place("around", file.id, Id(wyn), "supporter"))
    hands.rest()
    hands.press("Ask Margaret")
    hands.see("Ask Margaret if this may be passed on to Wŷn")


def test_a_guide_that_says_what_somebody_told_is_stopped_with_whose_it_is(hands: Hands) -> None:
    book, file = space(hands).book, story(hands)
    book.add(ConferencePlan, file.id, {"day": "2026-04-20", "at": "10:00", "room": "Larkspur Library"})
    space(hands).go(Place("day", file.id, more="officer"))
    hands.rest()
    hands.see("This paper cannot be printed yet.", "Margaret has not said that an officer may know.")
    hands.press("This is something else")
    hands.rest()
    hands.see("Print this for an officer")


def test_with_one_side_open_it_is_closed(hands: Hands) -> None:
    assert "around" in CLOSED_WITH_ONE_SIDE
    daniel, case = person(hands, "Daniel"), story(hands).id
    space(hands).book.open_side(case, daniel)
    space(hands).go(Place("around", case, daniel, "court"))
    hands.rest()
    page = space(hands).page
    assert page is not None
    assert page.place.page != "around"
