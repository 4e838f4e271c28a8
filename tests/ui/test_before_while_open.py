"""Before you go ahead while it stands open: what an exchange brings is shown, and what is being typed, where the cursor is and what is ticked stay."""

import pytest
import test_two_versions_page as colleague
import test_workspace as window
from driver import CTRL, Hands, Key, content
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from facilitator_app.records import ConferencePlan, Confirmation, GoAhead, Participant, Talk
from facilitator_app.records.gates_case import is_confirmed, read_of
from facilitator_app.records.record import Id, compartment_name
from facilitator_app.ui.pages.before import CAME
from facilitator_app.ui.parts.fields import Tick
from facilitator_app.ui.place import Place
from facilitator_app.workbook import going_ahead

demonstration, path, hands = window.demonstration, window.path, window.hands
space, story, comes_in = window.space, window.story, colleague.comes_in
ASK = "What I want to ask Ruth, your supervisor"


def person(hands: Hands, name: str) -> Participant:
    return next(one for one in story(hands).all(Participant) if one.print_name == name)


def stops(hands: Hands, name: str) -> None:
    comes_in(hands, person(hands, name), {"stopped_on": "2026-03-17"}, {})


def talk_comes(hands: Hands, **values: str) -> Talk:
    """A colleague's talk about the next meeting."""
    file = story(hands)
    talk = Talk(id=Id("theirtalk"), case=file.id)
    where = compartment_name(Talk, file.id)
    old = {name: file.on_screen(talk.id, name) for name in values} if talk.id in file.records else {}
    comes_in(hands, talk, values, old, where)
    return story(hands).records[talk.id]  # type: ignore[return-value]


@pytest.fixture
def before(hands: Hands) -> Hands:
    """The page, a week before another meeting."""
    file = story(hands)
    plan = ConferencePlan(id=Id("another"), case=file.id)
    comes_in(hands, plan, {"day": "2026-03-24", "at": "10:00"}, {}, compartment_name(ConferencePlan, file.id))
    open_at(hands, "before")
    hands.see("The meeting has not been talked through with Ruth", ASK)
    return hands


def open_at(hands: Hands, page: str) -> None:
    space(hands).go(Place(page, story(hands).id))
    hands.rest()


def entry(hands: Hands) -> QPlainTextEdit:
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPlainTextEdit)
    return focus


def height(widget: QWidget) -> int:
    """Where it stands in the window."""
    return widget.mapTo(widget.window(), QPoint()).y()


def test_a_stop_comes_in_under_the_fingers_and_not_a_letter_moves(before: Hands) -> None:
    before.shell.resize(1093, 535)  # the field stands under everything that is composed anew
    open_at(before, "cases")
    open_at(before, "before")
    before.click(before.field(ASK), QPoint(12, 12))
    before.type("The break: whom?")
    before.key(Key.Key_Left, times=len("whom?"))
    typed, stood = entry(before), height(entry(before))
    assert "Daniel stopped on" not in before.screen()
    stops(before, "Daniel")
    before.see("Daniel stopped on", CAME)
    assert entry(before) is typed
    assert height(typed) == stood
    before.type("who sits with ")
    assert content(typed) == "The break: who sits with whom?"
    before.press("Cases")
    assert [one.ask for one in story(before).all(Talk) if not one.on] == ["The break: who sits with whom?"]


def test_a_field_that_nobody_has_used_shows_what_a_colleague_has_begun(before: Hands) -> None:
    before.click(before.field(ASK))
    talk = talk_comes(before, about="meeting", subject="another", ask="Does he bring his sister?")
    assert content(entry(before)) == "Does he bring his sister?", "and the cursor is in it"
    before.key(Key.Key_End, CTRL)
    before.type(" And who drives?")
    before.press("Cases")
    assert story(before).records[talk.id].ask == "Does he bring his sister? And who drives?"  # type: ignore[attr-defined]
    assert not story(before).forks


def test_both_have_written_and_the_page_says_so_beside_what_is_typed(before: Hands) -> None:
    talk = talk_comes(before, about="meeting", subject="another", ask="Who drives?")
    before.fill(ASK, "Who sits where?")
    seen = story(before).on_screen(talk.id, "ask")
    before.until("it is on the disk", lambda: talk.id in story(before).unfinished)
    space(before).book.seal(talk.id)  # as the question of the exchange does
    comes_in(before, talk, {"ask": "Who drives, and when?"}, {"ask": list(seen)})
    before.see("Two versions", "Somebody else has written here too.")
    assert content(entry(before)) == "Who sits where?"
    before.press("Look at both: What I want to ask")
    before.see("Which is right?", "Who drives, and when?", "Who sits where?")


def tab_to(hands: Hands, name: str) -> None:
    for _ in range(60):
        focus = QApplication.focusWidget()
        if focus is not None and focus.accessibleName() == name:
            return
        hands.key(Key.Key_Tab)
    pytest.fail(f"no Tab comes to “{name}”")


def test_a_line_that_has_the_keys_keeps_them(before: Hands) -> None:
    tab_to(before, "Write it: The room is not written down.")
    stops(before, "Daniel")
    before.see("Daniel stopped on")
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Write it: The room is not written down."


def her_own(hands: Hands) -> None:
    """Whoever sits here is the supervisor."""
    file = story(hands)
    space(hands).book.record(file, file.case, {"supervisor_id": next(iter(space(hands).book.vault.own_names))})
    for talk in story(hands).all(Talk):
        going_ahead.confirm(space(hands).book, story(hands), talk)
    open_at(hands, "cases")
    open_at(hands, "before")


def confirmations(hands: Hands) -> list[Confirmation]:
    return [one for one in story(hands).all(Confirmation) if one.talk == "theirtalk"]


def test_what_comes_while_she_reads_is_not_confirmed_by_a_press_that_was_meant_for_something_else(before: Hands) -> None:
    her_own(before)
    before.see("Talk to Ruth")
    talk_comes(before, about="meeting", subject="another", on="2026-03-17", words="Each stays with their own.")
    before.see("Each stays with their own.", "This came in while the page was open.", "I have read this")
    before.unseen("I confirm this")
    before.key(Key.Key_Return, CTRL)
    before.see("I confirm this")
    before.unseen("This came in while the page was open.")
    assert not confirmations(before)
    talk = talk_comes(before, words="They sit together.")  # and again, under her eyes
    before.see("They sit together.", "I have read this")
    before.key(Key.Key_Return, CTRL)
    assert not confirmations(before)
    before.key(Key.Key_Return, CTRL)
    before.see("who has confirmed it")
    (one,) = confirmations(before)
    assert set(one.read) == set(read_of(story(before), talk))
    assert is_confirmed(story(before), talk)


def test_what_stood_there_when_she_came_takes_one_press(before: Hands) -> None:
    her_own(before)
    open_at(before, "cases")
    talk_comes(before, about="meeting", subject="another", on="2026-03-17", words="Each stays with their own.")
    open_at(before, "before")
    before.see("I confirm this")
    stops(before, "Daniel")  # something else comes: what is to be confirmed is the same
    before.see("Daniel stopped on", "I confirm this")
    before.key(Key.Key_Return, CTRL)
    before.see("who has confirmed it")


def test_her_confirmation_is_shown_to_who_waits_for_it(before: Hands) -> None:
    talk = talk_comes(before, about="meeting", subject="another", on="2026-03-17", words="Each stays with their own.")
    before.see("With Ruth, not yet confirmed: the meeting.", "Back to the case", "Talk to Ruth again")
    file = story(before)
    comes_in(before, file.case, {"supervisor_id": "colleague"}, {"supervisor_id": list(file.on_screen(file.case.id, "supervisor_id"))})
    word = Confirmation(id=Id("word"), case=file.id)
    comes_in(before, word, {"talk": talk.id, "read": list(read_of(file, talk))}, {}, compartment_name(Confirmation, file.id))
    before.see("who has confirmed it")
    before.unseen("not yet confirmed", "Talk to Ruth again")


def test_a_talk_that_a_colleague_has_had_meanwhile_is_not_had_again(before: Hands) -> None:
    talk = talk_comes(before, about="meeting", subject="another", ask="Who drives?")
    before.fill(ASK, "Who sits where?")
    talk_comes(before, on="2026-03-16", at="09:00")
    before.press("Talk to Ruth again")
    before.fill("What we must do", "Each stays with their own.")
    before.press("We have talked it through")
    before.see("With Ruth, not yet confirmed")
    stands = story(before).records[talk.id]
    assert isinstance(stands, Talk)
    assert (stands.ask, stands.on, stands.words) == ("Who sits where?", "2026-03-16", "")
    assert [one.words for one in story(before).all(Talk) if one.on == "2026-03-17"] == ["Each stays with their own."]


def test_the_page_to_read_from_is_read_again_beside_what_is_written_down(before: Hands) -> None:
    open_at(before, "talk")
    before.fill("What we must do", "Each stays")
    typed = entry(before)
    stops(before, "Margaret")
    before.see("Margaret stopped on")
    assert entry(before) is typed
    before.type(" with their own.")
    before.press("We have talked it through")
    before.see("With Ruth, not yet confirmed")
    assert story(before).all(Talk)[-1].words == "Each stays with their own."


def test_what_is_ticked_and_why_stay_while_something_else_comes(before: Hands) -> None:
    file = story(before)
    comes_in(before, file.case, {"path": "careful"}, {"path": list(file.on_screen(file.case.id, "path"))})
    open_at(before, "go_ahead")
    words = "The meeting has not been talked through with Ruth."
    before.press(words)
    before.fill("Why we go ahead anyway", "She is ill, and")
    typed = entry(before)
    shown = len(list(before.widgets(Tick)))
    one = next(one for one in before.widgets(Tick) if one.text() != words)
    gone = one.text()
    stops(before, "Daniel")
    before.until("it came", lambda: typed is QApplication.focusWidget())
    assert [tick.text() for tick in before.widgets(Tick) if tick.isChecked()] == [words], f"{shown} {gone}"
    before.type(" they wait for us.")
    before.press("Go ahead anyway")
    before.see("Whether it is right to go ahead")
    assert [(one.check, one.reason) for one in story(before).all(GoAhead) if "wait for us" in one.reason] == [
        ("talk:meeting", "She is ill, and they wait for us.")
    ]
