"""Papers in Welsh on screen: lines typed beside the English, passed by name, and the copy that is a draft before and none after."""

import test_workspace as window
from driver import Hands
from PySide6.QtWidgets import QWidget

from facilitator_app.records import WelshPassed
from facilitator_app.records.agreed import in_force
from facilitator_app.records.record import NOBODY, Id
from facilitator_app.ui.pages.welsh import WelshPage
from facilitator_app.ui.place import Place
from facilitator_app.wall import welsh as wall
from facilitator_app.workbook import agreeing, welsh

demonstration, path, hands = window.demonstration, window.path, window.hands
space, story = window.space, window.story


def go(hands: Hands, place: Place) -> None:
    space(hands).go(place)
    hands.rest()


def test_each_line_is_typed_beside_its_english_and_passed_by_name(hands: Hands) -> None:
    file = story(hands)
    agreement = agreeing.agreement_of(file)
    assert agreement is not None
    go(hands, Place("welsh_lines", file.id))
    hands.see("No Welsh yet.", "Type the Welsh of line 1", "Nothing here translates")
    hands.unseen("Passed as it stands")  # there is nothing that could be passed
    for term in in_force(file, agreement).terms:
        go(hands, Place("welsh_lines", file.id, term.id))
        hands.see(term.promise.what)
        hands.fill("In Welsh", f"Llinell {term.number}.")
        for name in ("By when, in Welsh", "How we will check, in Welsh"):
            if any(one.accessibleName() == name for one in hands.widgets(QWidget)):
                hands.fill(name, "Rydym yn gwirio.")
        hands.press("Done")
    if agreement.who_may_see:
        go(hands, Place("welsh_lines", file.id, agreement.id))
        hands.fill("In Welsh", "Y bobl a enwir yma.")
        hands.press("Done")
    hands.see("Llinell 1.", "Change the Welsh of line 1")
    hands.press("Passed as it stands")
    hands.rest()
    assert not space(hands).book.case(file.id).all(WelshPassed), "nobody is named"
    hands.fill("Who has passed the Welsh", "Elin Parry")
    hands.fill("Read back in Welsh on", "17 March 2026")
    hands.press("Passed as it stands")
    hands.rest()
    found = space(hands).book.case(file.id)
    passed = welsh.lines_passed(found, agreement)
    assert passed is not None
    assert (passed.by, passed.read_back_on) == ("Elin Parry", "2026-03-17")
    assert wall.missing(found, agreement) == ()


def test_the_words_of_a_paper_are_looked_through_and_passed_by_name(hands: Hands) -> None:
    go(hands, Place("welsh"))
    hands.see("Nobody has passed it yet. A draft.")
    go(hands, Place("welsh", NOBODY, Id("information")))
    hands.see("Beth y gallwch ei ddisgwyl", "What you can expect")
    hands.press("Passed as it stands")
    hands.rest()
    assert welsh.words_passed(space(hands).book, "information") is None
    hands.fill("Who has passed the words", "Elin Parry")
    hands.press("Passed as it stands")
    hands.rest()
    assert welsh.words_passed(space(hands).book, "information") is not None
    assert isinstance(space(hands).page, WelshPage)
    hands.see("Passed by Elin Parry")


def test_no_sign_of_the_text_itself_is_shown_to_who_looks_through_it(hands: Hands) -> None:
    for paper in welsh.PAPERS:
        go(hands, Place("welsh", NOBODY, Id(paper)))
        hands.see("Who has passed the words")
        shown = hands.screen()
        assert not any(sign in shown for sign in ("{{", "{%", "[?]", "## ", "[sign]"))
