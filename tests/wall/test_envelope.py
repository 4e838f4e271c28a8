"""An envelope lies on a doormat that others share: nothing is posted unasked, and no address stands on one that its owner did not give for it."""

import pytest
from wall_cases import CASE, FACTS, HER, HIM, file_of

from facilitator_app.records import Address, Case, CopyWish
from facilitator_app.records.record import Choice, Id, Record
from facilitator_app.wall.envelope import envelope, may_be_posted

HOME = ("14 Larkspur Close, Loughborough", "LE99 1AA")


def wish(keeping: str, post_to: str = "", id: str = "wish") -> CopyWish:
    return CopyWish(id=Id(id), case=CASE, person=HER, keeping=Choice(keeping), post_to=post_to)


def abuse() -> tuple[Record, ...]:
    return tuple(Case(id=CASE, case=CASE, flags=(Choice("domestic_abuse"),)) if isinstance(one, Case) else one for one in FACTS)


@pytest.mark.parametrize("paper", ["agreement", ""])
def test_a_copy_of_an_agreement_is_posted_only_to_who_asked_for_it(paper: str) -> None:
    assert not may_be_posted(file_of(*FACTS), HER, paper)
    assert envelope(file_of(*FACTS), HER, paper) == ()
    for keeping in ("take", "keep", "none"):
        assert envelope(file_of(*FACTS, wish(keeping, "A box at the post office")), HER, paper) == ()
    assert envelope(file_of(*FACTS, wish("post")), HER, paper) == HOME
    assert envelope(file_of(*FACTS, wish("post")), HIM, paper) == (), "another's wish"


def test_where_they_said_goes_before_their_address() -> None:
    assert envelope(file_of(*FACTS, wish("post", "PO Box 7\n Loughborough ")), HER, "agreement") == ("PO Box 7", "Loughborough")


def test_a_letter_goes_to_an_address_but_not_where_paper_is_not_safe_to_own() -> None:
    assert envelope(file_of(*FACTS), HER, "invitation") == HOME
    assert not may_be_posted(file_of(*abuse()), HER, "invitation")
    assert envelope(file_of(*abuse()), HER, "invitation") == ()
    assert envelope(file_of(*abuse(), wish("post")), HER, "invitation") == (), "asked by post, and nobody said where"
    assert envelope(file_of(*abuse(), wish("post", "At her sister’s")), HER, "invitation") == ("At her sister’s",)


def test_of_two_answers_and_of_two_addresses_none_is_taken() -> None:
    file = file_of(*FACTS, wish("post", "PO Box 7"), forks=[("wish", "keeping")])
    assert envelope(file, HER, "agreement") == ()
    assert envelope(file_of(*FACTS, wish("post", "PO Box 7"), forks=[("wish", "post_to")]), HER, "agreement") == ()
    two = (wish("post", "PO Box 7"), wish("post", "At her sister’s", "other"))
    assert envelope(file_of(*FACTS, *two), HER, "agreement") == ()
    moved = Address(id=Id("second"), case=CASE, person=HER, lines="2 Elm Road", postcode="LE99 2BB")
    assert envelope(file_of(*FACTS, moved, wish("post")), HER, "agreement") == ()
    assert envelope(file_of(*FACTS, wish("post"), forks=[("her-address", "lines")]), HER, "agreement") == ()


def test_nothing_is_posted_to_nobody() -> None:
    assert not may_be_posted(file_of(*FACTS), Id(""), "guide")
    assert envelope(file_of(*FACTS), Id(""), "guide") == ()
