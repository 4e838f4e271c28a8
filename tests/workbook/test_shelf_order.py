"""Which case stands first on the shelf, and how many are too many for cards."""

from dataclasses import replace

import making
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.records.facts import CaseFact, Due
from facilitator_app.records.record import Id
from facilitator_app.vault.door import Opened
from facilitator_app.workbook.shelf import by_need, card_of, matching, shelf
from facilitator_app.workbook.workbook import Workbook

TODAY = making.CLOCK.today()
DAYS = st.sampled_from(["2026-02-20", "2026-03-02", "2026-03-05", "2026-03-30", "2026-03", "soon", ""])
SORTS = st.sampled_from(["visit", "promise", "look", "term", "waiting", "quiet", "anniversary"])


def fact(number: int, closed_on: str = "") -> CaseFact:
    """An open case that was opened."""
    return CaseFact(
        Id(f"c{number}"), f"RJ-{number}", f"Ann and Bob {number}", "light", "A sentence.", "Ann Bob", "", closed_on, "", 0, True
    )


def in_order(dues: list[Due]) -> list[Due]:
    """As the workbook gives them."""
    return sorted(dues, key=lambda due: (due.day, due.at, due.record))


@given(st.integers(0, 12), st.lists(st.tuples(st.integers(0, 12), SORTS, DAYS)))
def test_every_case_is_there_once_and_what_is_due_earlier_stands_earlier(count: int, due: list[tuple[int, str, str]]) -> None:
    facts = [fact(number) for number in range(count)]
    dues = [Due(Id(f"d{n}"), sort, Id(f"c{case}"), Id(""), day, "", "Something", "") for n, (case, sort, day) in enumerate(due)]
    found = by_need(facts, in_order(dues), TODAY)
    assert sorted(one.case for one, _ in found) == sorted(one.case for one in facts)
    acts = [one for one in dues if one.sort in ("visit", "promise", "look", "term") and len(one.day) == 10]
    days = [min((one.day for one in acts if one.case == case.case), default="9999-12-31") for case, _ in found]
    assert days == sorted(days)
    assert [bool(next_one) for _, next_one in found] == [day != "9999-12-31" for day in days]


def test_a_case_that_nobody_has_opened_waits_a_week_and_no_longer() -> None:
    dues = [Due(Id(f"d{n}"), "visit", Id(f"c{n}"), Id(""), day, "", "x", "") for n, day in enumerate(("2026-03-08", "2026-03-10"))]
    facts = [fact(0), fact(1), replace(fact(2), known=False)]
    found = by_need(facts, in_order(dues), TODAY)
    assert [one.case for one, _ in found] == ["c0", "c2", "c1"]
    card = card_of(*found[1], "Melton", TODAY)
    assert (card.said, card.next, card.soft, card.opened) == ("Melton", "Do you know anyone here?", "", False)


def test_a_day_that_is_past_says_so_and_the_meeting_is_called_one() -> None:
    ring = Due(Id("d1"), "promise", Id("c1"), Id(""), "2026-02-27", "17:00", "Ring Ann", "")
    meet = Due(Id("d2"), "conference", Id("c2"), Id(""), "2026-03-03", "10:00", "Ann and Bob 2 meet", "")
    assert card_of(fact(1), ring, "", TODAY).when.replace("\u00a0", " ") == "Fri 27 Feb, 3 days ago, 17:00"
    assert card_of(fact(2), meet, "", TODAY).next == "The meeting"
    assert card_of(replace(fact(3), reference=""), None, "", TODAY).soft == "Light"


def test_twelve_open_cases_are_cards_and_one_more_is_a_list(opened: Opened) -> None:
    book = Workbook(opened)
    for number in range(12):
        book.save([making.case_row(Id(f"c{number}"))])
    book.save([making.case_row(Id("closed"), closed_on="2026-02-01")])
    found = shelf(book)
    assert set(found.cards) == {one.case for one in found.open}
    assert (len(found.open), [one.case for one in found.closed]) == (12, ["closed"])
    book.save([making.case_row(Id("more"))])
    found = shelf(book)
    assert (len(found.open), found.cards) == (13, {})


def test_every_typed_word_must_be_there() -> None:
    facts = [fact(1), fact(22)]
    assert matching(facts, "") == facts
    assert [one.case for one in matching(facts, "ANN rj-22")] == ["c22"]
    assert matching(facts, "ann nobody") == []
