"""The system's keyring: one more way in for who switched it on, never the only one, and never waited for."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import keyring.backend
import keyring.errors
import making
import pytest

from facilitator_app.vault import door, keyring_box
from facilitator_app.vault.door import Opened
from facilitator_app.vault.keyring_box import NoKeyring
from facilitator_app.vault.keys import WrongKeyring


class InMemory(keyring.backend.KeyringBackend):
    """A keyring that is unlocked."""

    priority = 5

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class Asking(InMemory):
    """One that asks a question that nobody sees."""

    def __init__(self) -> None:
        super().__init__()
        self.answered = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.answered.wait()
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        self.answered.wait()


class Failing(InMemory):
    """One whose system says no in its own way."""

    problem: BaseException = keyring.errors.KeyringLocked()

    def get_password(self, service: str, username: str) -> str | None:
        raise self.problem

    def set_password(self, service: str, username: str, password: str) -> None:
        raise self.problem


class Null(InMemory):
    priority = 0


class InAFile(InMemory):
    __module__ = "keyrings.alt.file"


@pytest.fixture
def box() -> Iterator[InMemory]:
    before, found = keyring.get_keyring(), InMemory()
    keyring.set_keyring(found)
    yield found
    keyring.set_keyring(before)


def test_it_opens_after_it_was_switched_on_and_not_after_it_was_switched_off(box: InMemory, opened: Opened, folder: Path) -> None:
    assert not opened.has("keyring")
    opened.use_keyring(on=True)
    opened.close()
    again = door.open_with_keyring(folder, making.CLOCK)
    assert again is not None
    assert again.key
    again.use_keyring(on=False)
    again.close()
    assert box.kept == {}
    assert door.open_with_keyring(folder, making.CLOCK) is None
    door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK).close()


def test_off_is_how_it_starts(box: InMemory, folder: Path) -> None:
    assert door.open_with_keyring(folder, making.CLOCK) is None
    assert box.kept == {}


def test_what_the_keyring_keeps_is_not_the_key(box: InMemory, opened: Opened) -> None:
    opened.use_keyring(on=True)
    kept = "".join(box.kept.values())
    assert opened.key.hex() not in kept
    assert keyring_box.recall(opened.identity.workbook) != opened.key
    assert len(kept) < 1_280, "more than Windows takes"


def test_a_keyring_that_forgot_leaves_the_passphrase(box: InMemory, opened: Opened, folder: Path) -> None:
    opened.use_keyring(on=True)
    opened.close()
    box.kept.clear()
    assert door.open_with_keyring(folder, making.CLOCK) is None
    door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK).close()


def test_another_secret_in_the_keyring_is_not_called_a_wrong_passphrase(box: InMemory, opened: Opened, folder: Path) -> None:
    opened.use_keyring(on=True)
    opened.close()
    place = next(iter(box.kept))
    box.kept[place] = "A" * 43
    with pytest.raises(WrongKeyring):
        door.open_with_keyring(folder, making.CLOCK)
    for odd in ("é", "not base 64!", "x"):
        box.kept[place] = odd
        with pytest.raises((NoKeyring, WrongKeyring)):
            door.open_with_keyring(folder, making.CLOCK)
    door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK).close()


def test_a_keyring_that_asks_is_not_waited_for(box: InMemory, opened: Opened) -> None:
    asking = Asking()
    keyring.set_keyring(asking)
    acts: tuple[Callable[[], object], ...] = (
        lambda: keyring_box.recall("w", timeout_s=0.05),
        lambda: keyring_box.remember("w", b"s", timeout_s=0.05),
        lambda: keyring_box.forget("w", timeout_s=0.05),
    )
    for act in acts:
        started = time.monotonic()
        with pytest.raises(NoKeyring):
            act()
        assert time.monotonic() - started < 3
    asking.answered.set()


def test_switching_on_a_keyring_that_does_not_answer_changes_nothing(
    box: InMemory, opened: Opened, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring.set_keyring(Failing())
    before = (folder / "slots.json").read_bytes()
    with pytest.raises(NoKeyring):
        opened.use_keyring(on=True)
    assert (folder / "slots.json").read_bytes() == before


@pytest.mark.parametrize(
    "problem",
    [
        keyring.errors.KeyringLocked(),
        keyring.errors.InitError("Prompt dismissed.."),
        keyring.errors.NoKeyringError(),
        OSError(5, "x"),
        RuntimeError("bus"),
    ],
    ids=lambda problem: type(problem).__name__,
)
def test_whatever_a_keyring_raises_is_one_sentence(box: InMemory, opened: Opened, folder: Path, problem: BaseException) -> None:
    opened.use_keyring(on=True)
    opened.close()
    failing = Failing()
    failing.problem = problem
    keyring.set_keyring(failing)
    with pytest.raises(NoKeyring):
        door.open_with_keyring(folder, making.CLOCK)
    door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK).close()


@pytest.mark.parametrize("backend", [Null, InAFile])
def test_no_keyring_and_a_file_that_is_weaker_than_the_passphrase_are_refused(box: InMemory, backend: type[InMemory]) -> None:
    keyring.set_keyring(backend())
    with pytest.raises(NoKeyring):
        keyring_box.remember("w", b"s")


def test_switching_off_without_a_keyring_still_closes_that_way_in(box: InMemory, opened: Opened, folder: Path) -> None:
    opened.use_keyring(on=True)
    keyring.set_keyring(Failing())
    with pytest.raises(NoKeyring):
        opened.use_keyring(on=False)
    assert not opened.has("keyring")
