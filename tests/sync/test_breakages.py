"""The proof of the proof: the exchange is broken in one way after the other (`breakages/`), and a story or the random attack must notice."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "breakages"))

import breaking

SHORT = ("older-answer-settles-a-newer-doubt", "replaces-what-stands-at-the-save", "steady-pull-without-what-is-dead")

# The deliberate breakages by which the model of this protocol was proved; all others were added here.
OF_THE_MODEL = {
    "last-writer-wins", "replaces-what-stands-at-the-save", "forgets-what-was-replaced-before-it-came", "takes-a-change-twice",
    "cursor-without-chain", "cursors-of-what-ended-unchecked", "no-doubt-after-another-stream", "stream-without-token",
    "older-answer-settles-a-newer-doubt", "first-pull-without-what-is-dead", "steady-pull-without-what-is-dead",
    "have-answered-without-what-is-dead", "page-from-another-place", "dropped-before-it-is-delivered", "no-parcels",
    "wiped-before-it-is-delivered", "refused-and-not-held", "held-stays-on-screen", "nothing-missing-of-the-unknown",
}  # fmt: skip


def test_no_breakage_of_the_model_is_forgotten() -> None:
    assert len(OF_THE_MODEL) == 19
    assert set(breaking.names()) >= OF_THE_MODEL


@pytest.mark.parametrize("name", SHORT)
def test_a_breakage_is_noticed(name: str) -> None:
    assert breaking.caught_by(name)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in breaking.names() if name not in SHORT])
def test_every_breakage_is_noticed(name: str) -> None:
    assert breaking.caught_by(name)
