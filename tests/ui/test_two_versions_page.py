"""The page of two versions in the real window, by keys alone; and every form, which shows such a field and takes no letter into it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pytest
import test_workspace as window
from driver import ALT, CTRL, Hands, Key
from making import foreign
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QRadioButton, QTextEdit

from facilitator_app.ledger.seals import SigningKey
from facilitator_app.records import (
    Agreement,
    ConferencePlan,
    Contact,
    OwnGuide,
    Participant,
    PassedOn,
    Preparation,
    PreparationNote,
    Record,
    SafeContact,
    TeamNote,
    Term,
)
from facilitator_app.records.agreement import Promise
from facilitator_app.records.record import GONE
from facilitator_app.ui.pages.list import CLOSED_WITH_ONE_SIDE
from facilitator_app.ui.pages.two_versions import TwoVersionsPage
from facilitator_app.ui.parts.paper_sheet import MarkedWords
from facilitator_app.ui.place import Place
from facilitator_app.workbook import demo, guides, two_versions

demonstration, path, hands = window.demonstration, window.path, window.hands
space, story = window.space, window.story
KEY = SigningKey()


def comes_in(hands: Hands, record: Record, values: Mapping[str, Any], replaces: Mapping[str, Sequence[str]], where: str = "") -> None:
    """A colleague's change arrives, as an exchange brings it."""
    vault, workspace = space(hands).book.vault, space(hands)
    vault.trust(KEY.public, "colleague")
    compartment = where or story(hands).compartments[record.id]
    body = foreign(KEY, record.id, values, replaces, kind=record.kind, compartment=compartment, at="2026-03-17T09:00:00Z")
    workspace.desk.do(workspace, lambda: vault.apply([body], "service"))
    hands.rest()


def apart(hands: Hands, record: Record, name: str, ours: Any, theirs: Any) -> None:
    """Both wrote it apart from each other: ours here, theirs comes in."""
    file = story(hands)
    seen = file.standing_of(record.id, name)
    space(hands).book.record(file, record, {name: ours})
    comes_in(hands, record, {name: theirs}, {name: seen})


def line(hands: Hands) -> Term:
    file = story(hands)
    return file.terms(file.all(Agreement)[0])[1]


def of_the_line(hands: Hands) -> Term:
    """Two days for the second line."""
    term = line(hands)
    theirs = {"what": term.promise.what, "who": list(term.promise.who), "by_when": "2026-07-31"}
    apart(hands, term, "promise", Promise(term.promise.what, term.promise.who, "2026-06-30"), theirs)
    return term


def standing(hands: Hands, record: Record, name: str) -> list[Any]:
    """Every value that stands in a field."""
    file = story(hands)
    where = file.compartments.get(record.id, "service")
    one = next(one for one in space(hands).book.vault.stored(where) if one.id == record.id)
    return list(one.live.get(name, {}).values())


def days(hands: Hands) -> set[str]:
    return {value["by_when"] for value in standing(hands, line(hands), "promise")}


def go(hands: Hands, record: Record, name: str) -> None:
    space(hands).go(Place("two_versions", story(hands).id, record.id, name))
    hands.rest()


def tab_to(hands: Hands, words: str) -> None:
    """By Tab alone."""
    for _ in range(60):
        focus = QApplication.focusWidget()
        if isinstance(focus, QAbstractButton) and focus.text().replace("&&", "&") == words:
            return
        hands.key(Key.Key_Tab)
    pytest.fail(f"no Tab comes to “{words}”:\n{hands.screen()}")


# Settling by keys ---------------------------------------------------------------------------------------------------------------


def test_both_are_shown_the_older_first_and_what_differs_is_told_to_a_screen_reader(hands: Hands) -> None:
    term = of_the_line(hands)
    go(hands, term, "promise")
    hands.see("A colleague and Priya both wrote this. Nothing is lost. Which is right?", "Agreement, line 2", "No copy can be printed")
    told = [(one.accessibleName(), one.accessibleDescription()) for one in hands.widgets(MarkedWords)]
    assert [(words.replace("\u00a0", " ").splitlines()[1], differs.replace("\u00a0", " ")) for words, differs in told] == [
        ("Daniel, by Friday 31 July 2026", "Differs: Friday 31 July"),
        ("Daniel, by Tuesday 30 June 2026", "Differs: Tuesday 30 June"),
    ]
    focus = QApplication.focusWidget()
    assert isinstance(focus, QAbstractButton)
    assert focus.text() == "Ring your colleague", "nothing is chosen by an Enter that came too soon"
    hands.key(Key.Key_Return)
    hands.see("Numbers")
    assert days(hands) == {"2026-06-30", "2026-07-31"}


def test_keeping_one_by_keys_leads_back_to_where_one_came_from(hands: Hands) -> None:
    of_the_line(hands)
    space(hands).go(Place("agreement", story(hands).id))
    hands.see("Two versions of this line stand here.")
    hands.key(Key.Key_Return, CTRL)  # the main action
    hands.see("Which is right?")
    tab_to(hands, "Keep the colleague’s")
    hands.key(Key.Key_Return)
    hands.see("Kept: a colleague’s.", "What we agreed")
    hands.unseen("Two versions")
    assert days(hands) == {"2026-07-31"}
    assert not story(hands).forks
    hands.key(Key.Key_Z, CTRL)
    assert days(hands) == {"2026-07-31"}, "an act is corrected, and not taken back"


@pytest.mark.parametrize("way", ["Later", "back", "Esc", "close"])
def test_leaving_chooses_nothing(hands: Hands, way: str) -> None:
    term = of_the_line(hands)
    space(hands).go(Place("case", story(hands).id))
    go(hands, term, "promise")
    if way == "Later":
        tab_to(hands, "Later")
        hands.key(Key.Key_Return)
    elif way == "back":
        hands.key(Key.Key_Left, ALT)
    elif way == "Esc":
        hands.key(Key.Key_Escape)
    else:
        space(hands).go(Place("today"))
        hands.rest()
    assert days(hands) == {"2026-06-30", "2026-07-31"}
    assert story(hands).forks == {(term.id, "promise")}


def test_a_press_that_is_held_settles_once(hands: Hands) -> None:
    term = of_the_line(hands)
    go(hands, term, "promise")
    before = len(space(hands).book.vault.changes_of(story(hands).id, term.id))
    tab_to(hands, "Keep Priya’s")
    hands.key(Key.Key_Return, times=4, rest=False)
    hands.rest()
    assert len(space(hands).book.vault.changes_of(story(hands).id, term.id)) == before + 1


def test_a_third_that_comes_in_meanwhile_is_shown_and_stays(hands: Hands) -> None:
    term = of_the_line(hands)
    seen = story(hands).standing_of(term.id, "promise")
    go(hands, term, "promise")
    page = space(hands).page
    assert isinstance(page, TwoVersionsPage)
    fork = page._found.fork
    assert fork is not None
    comes_in(hands, term, {"promise": {"what": "Daniel pays £9", "who": [], "by_when": ""}}, {"promise": [seen[0]]})
    hands.see("Daniel pays £9")
    # as if the press had been on its way while it came in
    page._keep(fork, fork.versions[0])
    hands.rest()
    hands.see("Daniel pays £9", "Which is right?")
    assert {value["what"] for value in standing(hands, term, "promise")} >= {"Daniel pays £9"}
    assert story(hands).forks == {(term.id, "promise")}


def test_the_next_comes_after_the_first(hands: Hands) -> None:
    of_the_line(hands)
    note = next(one for one in story(hands).all(Contact) if one.words)
    apart(hands, note, "words", "She rang.", "She wrote.")
    space(hands).go(Place("today"))
    hands.see("Two versions", "Two people wrote the same thing apart from each other.")
    hands.press("Look at both: Margaret and Daniel")
    hands.see("Also in two versions")
    first = space(hands).page
    assert first is not None
    for _ in range(2):
        tab_to(hands, "Keep Priya’s")
        hands.key(Key.Key_Return)
        hands.rest()
    assert not story(hands).forks
    assert space(hands).page is not None
    assert space(hands).page.place.page == "today"  # type: ignore[union-attr] # seen above
    hands.unseen("Two versions")


# Writing it new -----------------------------------------------------------------------------------------------------------------


def test_written_new_by_keys_and_begun_from_one_of_them(hands: Hands) -> None:
    term = of_the_line(hands)
    go(hands, term, "promise")
    tab_to(hands, "Write it new")
    hands.key(Key.Key_Return)
    hands.see("What is right")
    hands.key(Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier, times=2)
    tab_to(hands, "Begin from this")
    hands.key(Key.Key_Return)
    field = QApplication.focusWidget()
    assert isinstance(field, QPlainTextEdit)
    assert field.toPlainText() == term.promise.what
    hands.type(" In the library.")
    assert days(hands) == {"2026-06-30", "2026-07-31"}
    hands.key(Key.Key_Return, CTRL)
    hands.see("Kept: what you wrote.")
    assert [value["what"] for value in standing(hands, term, "promise")] == [f"{term.promise.what} In the library."]
    assert not story(hands).forks


def test_what_was_begun_is_kept_by_a_lock_and_by_leaving_and_counts_for_nothing(hands: Hands) -> None:
    note = next(one for one in story(hands).all(Contact) if one.words)
    apart(hands, note, "words", "She rang.", "She wrote.")
    go(hands, note, "words")
    hands.press("Write it new")
    hands.type("She rang, and then wro")
    hands.key(Key.Key_L, CTRL)
    hands.back_after_lock()
    hands.unlock(demo.PASSPHRASE)
    hands.see("Which is right?")
    field = QApplication.focusWidget()
    assert isinstance(field, QPlainTextEdit)
    assert field.toPlainText() == "She rang, and then wro"
    hands.type("te.")
    hands.key(Key.Key_Left, ALT)
    space(hands).go(Place("today"))
    hands.rest()
    assert set(standing(hands, note, "words")) == {"She rang.", "She wrote."}
    go(hands, note, "words")
    hands.press("Write it new")
    field = QApplication.focusWidget()
    assert isinstance(field, QPlainTextEdit)
    assert field.toPlainText() == "She rang, and then wrote."
    hands.key(Key.Key_Return, CTRL)
    hands.rest()
    assert standing(hands, note, "words") == ["She rang, and then wrote."]


def test_nothing_written_is_no_version(hands: Hands) -> None:
    term = of_the_line(hands)
    go(hands, term, "promise")
    hands.press("Write it new")
    hands.key(Key.Key_Return, CTRL)
    hands.see("Write what will happen.")
    assert days(hands) == {"2026-06-30", "2026-07-31"}


def test_a_draft_is_one_of_the_versions_before_anybody_chooses(hands: Hands) -> None:
    note = next(one for one in story(hands).all(Contact) if one.words)
    book, seen = space(hands).book, story(hands).standing_of(note.id, "words")
    from facilitator_app.workbook.acts import Edit

    book.put(Edit(note.kind, note.id, note.case, story(hands).compartments[note.id], "words", "being typed", seen, "x"))
    comes_in(hands, note, {"words": "She wrote."}, {"words": seen})
    comes_in(hands, note, {"words": "She came."}, {"words": seen})
    go(hands, note, "words")
    hands.see("being typed", "She wrote.", "She came.")


def test_taken_away_and_written_in(hands: Hands) -> None:
    note = next(one for one in story(hands).all(TeamNote) if one.words)
    file = story(hands)
    seen = dict(file.standing[note.id])
    space(hands).book.record(file, note, {"words": "Look at the side door."})
    comes_in(hands, note, {GONE: True}, seen)
    go(hands, note, GONE)
    hands.see("A colleague took this away, and Priya wrote into it.", "Look at the side door.")
    hands.press("Keep it taken away")
    assert note.id not in story(hands).records


def test_settled_elsewhere_while_it_is_looked_at(hands: Hands) -> None:
    term = of_the_line(hands)
    go(hands, term, "promise")
    comes_in(hands, term, {"promise": {"what": "x", "who": [], "by_when": ""}}, {"promise": story(hands).standing_of(term.id, "promise")})
    hands.see("One version stands here now.")


@pytest.mark.parametrize("size", window.SIZES.values(), ids=window.SIZES)
def test_it_fits(hands: Hands, size: tuple[int, int]) -> None:
    term = of_the_line(hands)
    hands.shell.resize(*size)
    go(hands, term, "promise")
    hands.see("Ring your colleague")
    page = space(hands).page
    assert page is not None
    assert page.findChild(TwoVersionsPage) is None
    assert page.minimumSizeHint().width() <= page.width()


# Forms --------------------------------------------------------------------------------------------------------------------------


def _note(hands: Hands) -> tuple[Record, str, Any, Any, Place]:
    one = next(one for one in story(hands).all(Contact) if one.words)
    return one, "words", "She rang.", "She wrote.", Place("note", story(hands).id, one.id)


def _preparation(hands: Hands) -> tuple[Record, str, Any, Any, Place]:
    one = next(one for one in story(hands).all(PreparationNote) if one.words and one.author == "Priya")
    return one, "words", "She rang.", "She wrote.", Place("preparation", story(hands).id, one.meeting, str(one.topic))


def _line_of_a_record(hands: Hands) -> tuple[Record, str, Any, Any, Place]:
    one = story(hands).all(SafeContact)[0]
    return one, "rule", "After six", "Never on a Monday", Place("record", story(hands).id, one.id)


def _choice(hands: Hands) -> tuple[Record, str, Any, Any, Place]:
    one = next(one for one in story(hands).all(Contact) if one.words)
    return one, "method", "phone", "letter", Place("note", story(hands).id, one.id)


def _statement(hands: Hands) -> tuple[Record, str, Any, Any, Place]:
    term = line(hands)
    theirs = {"what": "Daniel pays", "who": [], "by_when": ""}
    return term, "promise", Promise("Daniel writes", term.promise.who, ""), theirs, Place("term", story(hands).id, term.id)


def _seats(hands: Hands) -> tuple[Record, str, Any, Any, Place]:
    plan = story(hands).all(ConferencePlan)[-1]
    keys = [one.id for one in story(hands).all(Participant)]
    return plan, "seats", tuple(keys), list(reversed(keys)), Place("meeting", story(hands).id, more="who")


def _heard(hands: Hands) -> tuple[Record, str, Any, Any, Place]:
    item = story(hands).all(PassedOn)[0]
    act = {"on": "2026-03-01", "by": "Priya", "how": "Quietly"}
    return item, "received", act, {**act, "how": "Loudly"}, Place("passing", story(hands).id)


def _ticks(hands: Hands) -> tuple[Record, str, Any, Any, Place]:
    meeting = story(hands).all(Preparation)[0]
    return meeting, "talked_about", ["worries"], ["who_and_where"], Place("preparation", story(hands).id, meeting.id)


FORMS = (_note, _preparation, _line_of_a_record, _choice, _statement, _seats, _heard, _ticks)


def everything_that_takes_a_letter(hands: Hands) -> Iterator[Any]:
    """Every entry and choice on the page, as somebody finds it who tries them all."""
    for kind in (QTextEdit, QPlainTextEdit, QLineEdit, QRadioButton):
        yield from list(hands.widgets(kind))


@pytest.mark.parametrize("made", FORMS, ids=[one.__name__ for one in FORMS])
def test_whatever_is_typed_and_pressed_on_its_page_both_versions_stand(
    hands: Hands, made: Callable[[Hands], tuple[Record, str, Any, Any, Place]]
) -> None:
    """Somebody puts the cursor everywhere and types, ticks and chooses whatever there is: the field keeps both, and says where they are."""
    record, name, ours, theirs, place = made(hands)
    apart(hands, record, name, ours, theirs)
    stood = sorted(map(str, standing(hands, record, name)))
    assert len(stood) == 2
    space(hands).go(place)
    hands.rest()
    if made is not _heard:
        hands.see("Two versions")
    page = space(hands).page
    for entry in everything_that_takes_a_letter(hands):
        if space(hands).page is not page:
            break
        entry.setFocus(Qt.FocusReason.TabFocusReason)
        if QApplication.focusWidget() is entry:
            hands.type("Z") if not isinstance(entry, QRadioButton) else hands.key(Key.Key_Space)
    space(hands).go(Place("today"))
    hands.rest()
    assert sorted(map(str, standing(hands, record, name))) == stood


def test_the_link_in_the_field_leads_to_both_by_keys(hands: Hands) -> None:
    record, name, ours, theirs, place = _line_of_a_record(hands)
    apart(hands, record, name, ours, theirs)
    space(hands).go(place)
    hands.rest()
    tab_to(hands, "Look at both")
    hands.key(Key.Key_Return)
    hands.see("Which is right?", "After six", "Never on a Monday")


def test_a_guide_in_two_versions_is_not_typed_into(hands: Hands) -> None:
    book = space(hands).book
    own, _ = guides.copy(book, "neighbours")
    guide = guides.shared(book).get(OwnGuide, own)
    assert guide is not None
    seen = guides.shared(book).standing_of(own, "words")
    book.record(guides.shared(book), guide, {"words": "# Ours"})
    comes_in(hands, guide, {"words": "# Theirs"}, {"words": seen}, where="service")
    space(hands).go(Place("guide", record=own))
    hands.see("Two versions")
    hands.press("Put in: A stage") if "Put in: A stage" in hands.screen() else None
    hands.press("Look at both: The guide")
    hands.see("# Ours", "# Theirs", "Which is right?")
    hands.press("Keep the colleague’s")
    assert standing(hands, guide, "words") == ["# Theirs"]


# One side, and Table ------------------------------------------------------------------------------------------------------------


def test_with_one_side_open_no_page_leads_there_and_nothing_is_counted(hands: Hands) -> None:
    assert "two_versions" in CLOSED_WITH_ONE_SIDE
    margaret, daniel = (side.id for side in story(hands).sides)
    hers, his = (next(one for one in story(hands).of(SafeContact, person)) for person in (margaret, daniel))
    of_the_line(hands)
    apart(hands, hers, "rule", "Never at seven", "Ask for Zofia")
    apart(hands, his, "rule", "After six", "Not on a Monday")
    case = story(hands).id
    space(hands).book.open_side(case, daniel)
    for place in (
        Place("today"),
        Place("cases"),
        Place("case", case),
        Place("person", case, daniel),
        Place("two_versions", case, hers.id, "rule"),
    ):
        space(hands).go(place)
        hands.rest()
        hands.unseen("Look at both", "Never at seven", "Ask for Zofia")
        if place.page != "person":
            hands.unseen("Two versions")
    space(hands).go(Place("record", case, his.id))
    hands.see("Look at both when everything is open again.")
    assert two_versions.cases(space(hands).book) == []
