"""What becomes of what two people typed, for `exchange.py`: five stories, told to every peer in the same steps, and judged by reading both ends."""

import shutil
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

Step = tuple[str, str, Mapping[str, str]]
Value = tuple[str, str, str]  # which note, which field of it, and what it says
A, B = "a", "b"
SYNC: Step = ("sync", "", {})
GONE = "deleted"  # as if it were a field, with the value "yes"


@dataclass(frozen=True)
class Seen:
    """What one machine says it has: in the place where its user looks, and where its program would find it. `asked`: how often its user
    had to choose which of two whole collections is thrown away."""

    shown: set[Value] = field(default_factory=set)
    hidden: set[Value] = field(default_factory=set)
    asked: int = 0


class Peer(ABC):
    """Two machines and a service, in folders that can be kept and put back."""

    name: str

    @abstractmethod
    def told(self, who: str, *steps: Step) -> Seen:
        """Does some steps on one machine, and looks."""

    @abstractmethod
    def keep(self, what: str) -> None:
        """A copy of a machine's disk, or of the service's ("server")."""

    @abstractmethod
    def put_back(self, what: str) -> None:
        """That copy in the place of what is there now."""

    @abstractmethod
    def begin(self) -> None:
        """Two new machines that both have one note: n1, with an amount and a risk."""


def keep_folder(folder: Path) -> None:
    kept = folder.with_name(folder.name + ".kept")
    shutil.rmtree(kept, ignore_errors=True)
    shutil.copytree(folder, kept)


def put_folder_back(folder: Path) -> None:
    shutil.rmtree(folder)
    shutil.copytree(folder.with_name(folder.name + ".kept"), folder)


def _edit(**values: str) -> Step:
    return ("edit", "n1", values)


def _same_field(peer: Peer) -> Sequence[Value]:
    peer.told(A, _edit(amount="pay 50"))
    peer.told(B, _edit(amount="pay 100"))
    return [("n1", "amount", "pay 50"), ("n1", "amount", "pay 100")]


def _other_field(peer: Peer) -> Sequence[Value]:
    peer.told(A, _edit(amount="pay 50"))
    peer.told(B, _edit(risk="HIGH"))
    return [("n1", "amount", "pay 50"), ("n1", "risk", "HIGH")]


def _delete_against_edit(peer: Peer) -> Sequence[Value]:
    peer.told(B, _edit(amount="pay 50"))
    peer.told(A, ("delete", "n1", {}))
    return [("n1", "amount", "pay 50"), ("n1", GONE, "yes")]


def _device_rolled_back(peer: Peer) -> Sequence[Value]:
    peer.keep(A)
    peer.told(A, _edit(amount="pay 50"), SYNC)
    peer.put_back(A)
    peer.told(A, ("make", "n2", {"amount": "after"}))
    return [("n1", "amount", "pay 50"), ("n2", "amount", "after")]


def _server_restored(peer: Peer) -> Sequence[Value]:
    peer.keep("server")
    peer.told(A, _edit(amount="pay 50"), SYNC)
    peer.put_back("server")
    peer.told(B, ("make", "n2", {"amount": "after"}))
    return [("n1", "amount", "pay 50"), ("n2", "amount", "after")]


STORIES: Mapping[str, Callable[[Peer], Sequence[Value]]] = {
    "same field": _same_field,
    "other field": _other_field,
    "delete against edit": _delete_against_edit,
    "device rolled back": _device_rolled_back,
    "server restored": _server_restored,
}
BEFORE: set[Value] = {("n1", "amount", "pay 20"), ("n1", "risk", "low")}


def outcome(peer: Peer, story: Callable[[Peer], Sequence[Value]]) -> str:
    """Everybody syncs three times in turn, and then both ends are read."""
    peer.begin()
    typed = story(peer)
    asked = 0
    for who in (A, B) * 3:
        asked += peer.told(who, SYNC).asked
    ends = [peer.told(A), peer.told(B)]
    said = _judged(typed, ends)
    return f"{said}{'; its user is asked' if asked else ''}"


def _judged(typed: Sequence[Value], ends: Sequence[Seen]) -> str:
    """In one word, the worst that happened to anything: shown at both ends, only somewhere, nowhere; or something that nobody typed."""
    nobodys = set.union(*(end.shown for end in ends)) - set(typed) - BEFORE - {("n2", "risk", "")}
    if nobodys:
        return f"nonsense: {sorted(nobodys)}"
    lost = [value for value in typed if not any(value in end.shown | end.hidden for end in ends)]
    if lost:
        return "lost: " + ", ".join(_said(value) for value in lost)
    apart = [value for value in typed if not all(value in end.shown for end in ends)]
    return "kept hidden: " + ", ".join(_said(value) for value in apart) if apart else "kept and shown"


def _said(value: Value) -> str:
    note, name, words = value
    return f"{note} deleted" if name == GONE else f"{note} {words!r}"
