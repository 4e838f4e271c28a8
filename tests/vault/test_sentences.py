"""Every failure that a person can meet has a sentence of its own and says what to do next; none shows a name, a value or a path."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from facilitator_app.errors import Trouble
from facilitator_app.vault import backup, door, enrolled, folder, keyring_box, keys, rows, vault
from facilitator_app.vault.folder import UnsafeFolder
from facilitator_app.vault.keys import WrongPassphrase

ASKED = {
    "WrongPassphrase", "WrongSheet", "SheetMistyped", "WrongKeyring", "NoKeyring", "SlotsDamaged", "TooEasy", "Missing", "Damaged", "NewerVersion",
    "OpenElsewhere", "DiskFull", "NotSaved", "NotEmpty", "CopyNotGood", "TooLong", "TakenOut", "Elsewhere", "NotHereYet",
}  # fmt: skip


def _kinds(base: type[Trouble] = Trouble) -> Iterator[type[Trouble]]:
    for kind in base.__subclasses__():
        if kind.__module__.startswith("facilitator_app.vault."):
            yield kind
        yield from _kinds(kind)


MODULES = (backup, door, folder, keyring_box, keys, rows, vault, enrolled)  # those that declare a failure: they must be loaded to be seen
KINDS: list[Any] = [kind for kind in _kinds() if kind is not UnsafeFolder]


def test_every_failure_that_was_asked_for_is_there() -> None:
    assert {kind.__module__ for kind in KINDS} <= {module.__name__ for module in MODULES}
    assert {kind.__name__ for kind in KINDS} >= ASKED


def test_no_two_failures_share_a_sentence() -> None:
    sentences = [kind().sentence for kind in KINDS]
    assert len(set(sentences)) == len(sentences)
    assert len({kind().next_step for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_failure_is_one_plain_sentence_and_a_next_step(kind: Any) -> None:
    trouble = kind()
    for words in (trouble.sentence, trouble.next_step):
        assert words[0].isupper()
        assert words[-1] == "."
        assert not re.search(r"[{}<>/\\_%]|\d|\b(error|exception|invalid|failed|null|None|SQL|database|key slot|Argon)\b", words)
    assert trouble.words == f"{trouble.sentence} {trouble.next_step}"
    assert str(trouble) == trouble.sentence
    assert len(trouble.words) < 260


def test_an_unsafe_folder_says_why_and_where_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "why_unsafe", lambda _: "The disk is nearly full.")
    with pytest.raises(UnsafeFolder) as caught:
        folder.refuse_unsafe(Path("x"))
    assert caught.value.sentence == "The disk is nearly full."
    assert caught.value.next_step.endswith(".")


def test_what_is_wrong_is_never_blamed_on_the_passphrase() -> None:
    for kind in KINDS:
        if kind is not WrongPassphrase:
            assert "passphrase does not open" not in kind().sentence
