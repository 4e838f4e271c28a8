"""Letters and forms in the real window: what is shown, what is in the way, and what leaves by it."""

from pathlib import Path

import pytest
import test_workspace as window
from driver import Hands
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QTextEdit

from facilitator_app.records import ConferencePlan, Joining, Printed
from facilitator_app.records.record import Id
from facilitator_app.ui import printing
from facilitator_app.ui.pages.list import CLOSED_WITH_ONE_SIDE
from facilitator_app.ui.place import Place
from facilitator_app.workbook import forms, papers

demonstration, path, hands = window.demonstration, window.path, window.hands
space, story = window.space, window.story


def person(hands: Hands, name: str) -> Id:
    return next(one.id for one in story(hands).sides if one.print_name == name)


def look(hands: Hands, name: str, paper: str) -> None:
    space(hands).go(Place("forms", story(hands).id, person(hands, name), paper))
    hands.rest()


def test_from_the_papers_to_a_letter_and_from_it_to_another_in_large_print(hands: Hands) -> None:
    space(hands).go(Place("papers"))
    hands.press("Look: Letters and forms for Daniel")
    hands.see("First letter", "Put it in a plain envelope", "Print this first letter for Daniel")
    hands.press("Consent form. ")
    hands.see("Print this consent form for Daniel")
    hands.unseen("Put it in a plain envelope")
    hands.press("Extra large print, 20 pt. ")
    place = space(hands).page
    assert place is not None
    assert place.place.more == "consent/extra_large"


def test_a_persons_page_leads_to_their_papers(hands: Hands) -> None:
    space(hands).go(Place("person", story(hands).id, person(hands, "Margaret")))
    hands.press("Look: Information")
    hands.see("Print this information for Margaret")


def test_what_is_in_the_way_is_said_and_leads_to_what_mends_it(hands: Hands) -> None:
    look(hands, "Daniel", "invitation")
    hands.see("This paper cannot be printed now.")
    hands.unseen("Print this invitation")


def test_saved_and_printed_it_stands_in_the_register_under_a_name_that_names_nobody(
    hands: Hands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    offered: list[str] = []

    def name(_: object, __: str, offer: str, *___: object, **____: object) -> tuple[str, str]:
        offered.append(offer)
        return str(tmp_path / "paper.pdf"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", name)
    sent: list[bytes] = []
    asked: list[bool] = []
    job = type("Job", (), {"sets": 1})()

    def ask(_: object, __: int = 1, *, one_sided: bool = False) -> object:
        asked.append(one_sided)
        return job

    monkeypatch.setattr(printing, "ask", ask)
    monkeypatch.setattr(printing, "send", lambda _, data, __: sent.append(data))
    look(hands, "Margaret", "first_letter/large")
    hands.press("Save as a file")
    hands.rest()
    look(hands, "Margaret", "first_letter/large")
    hands.press("Print this first letter for Margaret")
    hands.rest()
    assert offered == ["Letter.pdf"]
    assert asked == [True]
    assert (tmp_path / "paper.pdf").read_bytes() == sent[0]
    file = story(hands)
    mine = [one for one in file.all(Printed) if one.paper == "first_letter"]
    assert [(one.how, one.format, one.recipient) for one in mine] == [
        ("saved", "large", person(hands, "Margaret")), ("printed", "large", person(hands, "Margaret")),
    ]  # fmt: skip
    assert papers.reprint(space(hands).book, file, mine[1]) == sent[0]
    hands.see("First letter for Margaret")


def test_a_hit_is_said_with_whose_it_is_and_a_colleague_may_say_what_it_is(hands: Hands) -> None:
    book, file = space(hands).book, story(hands)
    daniel = person(hands, "Daniel")
    book.add(Joining, file.id, {"person": daniel, "arrive_at": "09:10", "bring": "A book from Larkspur Library"})
    book.add(ConferencePlan, file.id, {"day": "2026-04-20", "at": "10:00", "room": "Visits centre, room 2"})
    assert not forms.offer(book, file.id, daniel, "invitation").why_not
    look(hands, "Daniel", "invitation")
    hands.see("comes from what Margaret told you")
    hands.press("This is something else")
    hands.rest()
    hands.see("Print this invitation for Daniel")


def test_with_one_side_open_it_is_closed_and_nothing_leads_there(hands: Hands) -> None:
    assert "forms" in CLOSED_WITH_ONE_SIDE
    daniel = person(hands, "Daniel")
    case = story(hands).id
    space(hands).book.open_side(case, daniel)
    space(hands).go(Place("person", case, daniel))
    hands.rest()
    hands.unseen("Letters and forms")
    space(hands).go(Place("forms", case, daniel, "information"))
    hands.rest()
    page = space(hands).page
    assert page is not None
    assert page.place.page != "forms"


def test_a_service_writes_its_own_words_and_is_told_what_is_wrong_with_them(hands: Hands) -> None:
    space(hands).go(Place("settings"))
    hands.press("Open: Letters and forms")
    hands.see("The usual words")
    hands.press("Change: Consent form")
    hands.see("What a line begins with")
    page = space(hands).page
    assert page is not None
    editor = next(one for one in page.findChildren(QPlainTextEdit) + page.findChildren(QTextEdit) if one.isVisible())
    editor.setFocus()
    editor.selectAll()
    hands.type("Version: 2\n# Our form\n{{ recipent }}")
    hands.press("Done")
    hands.see("Line 3 of this text names something in braces that nothing stands for.")
