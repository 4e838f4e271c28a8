"""A slip of paper: every slip of the pen is seen, and nobody without it writes in either's name."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.ledger import code_letters, invitation
from facilitator_app.ledger.invitation import Invitation, Mistyped, NotProved

SLIP = Invitation("7KQ2", "M9T4XW0B5CPYZ3RA")


def test_as_it_is_printed_it_is_typed_in_whatever_case_and_spacing() -> None:
    groups = SLIP.groups()
    assert [len(group) for group in groups] == [4, 4, 4, 4, 5]
    for typed in (" ".join(groups), "-".join(groups).lower(), "".join(groups), "\n".join(groups) + " ", "".join(groups).replace("0", "O")):
        assert invitation.typed(typed) == SLIP
    assert "M9T4" not in repr(SLIP)


def test_any_one_wrong_letter_is_seen() -> None:
    whole = "".join(SLIP.groups())
    for at, other in itertools.product(range(len(whole)), code_letters.ALPHABET):
        if other != whole[at]:
            with pytest.raises(Mistyped):
                invitation.typed(whole[:at] + other + whole[at + 1 :])


def test_any_two_that_change_places_are_seen() -> None:
    whole = "".join(SLIP.groups())
    for one, two in itertools.combinations(range(len(whole)), 2):
        swapped = list(whole)
        swapped[one], swapped[two] = swapped[two], swapped[one]
        if "".join(swapped) != whole:
            with pytest.raises(Mistyped):
                invitation.typed("".join(swapped))


@pytest.mark.parametrize("typed", ["", "7KQ2", "".join(SLIP.groups()) + "0", "".join(SLIP.groups())[:-1], "ÄÖÜ" * 7, "U" * 21, "७" * 21])
def test_what_is_no_slip_is_mistyped(typed: str) -> None:
    with pytest.raises(Mistyped):
        invitation.typed(typed)


@given(st.text(code_letters.ALPHABET, min_size=20, max_size=20))
def test_every_invitation_comes_back(written: str) -> None:
    made = Invitation(written[:4], written[4:])
    assert invitation.typed(" ".join(made.groups())) == made


def test_a_fresh_one_is_no_other() -> None:
    made = [invitation.fresh() for _ in range(50)]
    assert len({one.secret for one in made}) == 50
    assert all(invitation.typed("".join(one.groups())) == one for one in made)


@given(st.binary(max_size=300))
def test_only_who_holds_the_slip_proves_it_and_neither_speaks_for_the_other(message: bytes) -> None:
    proved = SLIP.proved(b"laptop", message)
    assert SLIP.message(b"laptop", proved) == message
    with pytest.raises(NotProved):
        SLIP.message(b"service", proved)
    for other in (Invitation("7KQ2", "M9T4XW0B5CPYZ3RB"), Invitation("7KQ3", SLIP.secret)):
        with pytest.raises(NotProved):
            other.message(b"laptop", proved)
    for changed in (proved[:-1] + bytes([proved[-1] ^ 1]), proved[1:], b"", proved + b"x"):
        with pytest.raises(NotProved):
            SLIP.message(b"laptop", changed)
