"""Pictures of the exchange: a workbook that belongs to a service which is not there. Nothing leaves the studio."""

from datetime import timedelta
from typing import Any

# The studio decides when the window's parts are loaded: what is asked for here is asked for when a picture is taken.


def type_a_slip(workspace: Any) -> None:
    """As it stands on paper."""
    workspace.page.letters.set_text("7kq2 m4xp 9rta wc3h v6dnq")
    workspace.page.letters.edited.emit("7kq2 m4xp 9rta wc3h v6dnq")
    workspace.page.address.set_text("rj.example.org")


def belong(workspace: Any) -> None:
    """To a service that cannot be reached."""
    from facilitator_app.ledger.messages_enrol import EnrolAnswer  # noqa: PLC0415 - as above
    from facilitator_app.ledger.seals import b64  # noqa: PLC0415 - as above
    from facilitator_app.workbook import unheard as days  # noqa: PLC0415 - as above
    from facilitator_app.workbook import witness  # noqa: PLC0415 - as above
    from facilitator_app.workbook.exchanging import NotAnswered, Reason  # noqa: PLC0415 - as above

    courier, vault = workspace.courier, workspace.book.vault
    witness.keep(vault, lambda _: witness.Witness())  # what another picture said of it
    workspace.book.unheard = days.Unheard()
    courier.stop()
    keys = [b64(bytes([number]) * 32) for number in range(3)]
    courier.enrolment = vault.enrol("https://rj.example.org", EnrolAnswer("a laptop", "owen", "severnside", *keys))
    vault.remember("exchange", workspace.book.clock.stamp().encode())
    courier.trouble = NotAnswered(Reason.OFFLINE)
    courier.counts, courier.last = courier.exchanging.counts(), courier.exchanging.last()
    courier.moved.emit()
    workspace.page.refresh()


def two_histories(workspace: Any) -> None:
    """What it showed first, and what cannot stand behind that."""
    stamp = workspace.book.clock.stamp()
    _witnessed(workspace, last=_checkpoint("one", stamp), other=_checkpoint("another", stamp), noticed=stamp)


def put_back(workspace: Any) -> None:
    """From a copy of itself, today."""
    stamp = workspace.book.clock.stamp()
    _witnessed(workspace, last=_checkpoint("one", stamp), restored=stamp)


def unheard(workspace: Any) -> None:
    """Nothing came for so long that cases close within days."""
    _heard(workspace, timedelta(days=26))


def near(workspace: Any) -> None:
    """Longer than the service allows, and a visit is near."""
    _heard(workspace, timedelta(days=60))


def closed(workspace: Any) -> None:
    """Longer than the service allows, and nobody is visited for weeks."""
    _heard(workspace, timedelta(), seen=timedelta(days=90))


def _checkpoint(name: str, made: str) -> Any:
    from facilitator_app.ledger.checkpoint import Checkpoint  # noqa: PLC0415 - as above

    return Checkpoint("severnside", 41, 812, name, name, made)


def _witnessed(workspace: Any, **what: Any) -> None:
    from facilitator_app.workbook import witness  # noqa: PLC0415 - as above

    belong(workspace)
    witness.keep(workspace.book.vault, lambda _: witness.Witness(**what))
    workspace.page.refresh()


def _heard(workspace: Any, ago: timedelta, seen: timedelta = timedelta()) -> None:
    """Where the service allows 30 days. `seen`: how far on it is by what was seen since."""
    from facilitator_app.ui.place import Place  # noqa: PLC0415 - as above
    from facilitator_app.workbook import unheard as days  # noqa: PLC0415 - as above

    belong(workspace)
    book, where = workspace.book, workspace.page.place.page
    moment = book.clock.now()
    book.unheard = days.Unheard().answered(30, "", moment - ago).looked(moment + seen)
    workspace.go(Place(where))
