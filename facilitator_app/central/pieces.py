"""The table of pieces, as statements: which are there of a file, and whose they are."""

from collections.abc import Collection

from facilitator_app.central.session import Session
from facilitator_app.ledger import change as changes

STANDS = ""  # whose a piece is that everybody may have who is allocated its compartment


def released(session: Session, compartment: str, device: str, body: bytes) -> None:
    """A change that was held is accepted: the files that it names are everybody's who may read the compartment, where nothing else stands."""
    files = session.do(
        "SELECT DISTINCT file FROM piece WHERE tenant = %(tenant)s AND compartment = %(compartment)s AND whose = %(device)s",
        compartment=compartment, device=device,
    ).fetchall()  # fmt: skip
    for (file,) in files:
        if f'"{file}"'.encode() in body and not total(session, compartment, file, STANDS):
            session.do(
                "UPDATE piece SET whose = '' WHERE tenant = %(tenant)s AND compartment = %(compartment)s AND file = %(file)s "
                "AND whose = %(device)s",
                compartment=compartment, file=file, device=device,
            )  # fmt: skip


def is_named(session: Session, compartment: str, file: str, names: Collection[str]) -> bool:
    """Whether a change in the log that somebody of these names signed names this file."""
    rows = session.do(
        "SELECT body FROM change WHERE tenant = %(tenant)s AND compartment = %(compartment)s AND position(%(named)s IN body) > 0",
        compartment=compartment, named=f'"{file}"'.encode(),
    ).fetchall()  # fmt: skip
    return any((change := changes.read(bytes(body))).author in names and file in change.values.values() for (body,) in rows)


def there(session: Session, compartment: str, file: str, whose: str) -> list[tuple[int, bytes]]:
    rows = session.do(
        "SELECT number, digest FROM piece WHERE tenant = %(tenant)s AND compartment = %(compartment)s AND file = %(file)s "
        "AND whose = %(whose)s ORDER BY number",
        compartment=compartment, file=file, whose=whose,
    ).fetchall()  # fmt: skip
    return [(number, bytes(digest)) for number, digest in rows]


def total(session: Session, compartment: str, file: str, whose: str) -> int:
    row = session.do(
        "SELECT total FROM piece WHERE tenant = %(tenant)s AND compartment = %(compartment)s AND file = %(file)s AND whose = %(whose)s LIMIT 1",
        compartment=compartment, file=file, whose=whose,
    ).fetchone()  # fmt: skip
    return int(row[0]) if row else 0
