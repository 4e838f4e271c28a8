"""How a service is, as numbers that Prometheus reads. They name nobody: no person, laptop, case or address is in them."""

import threading
from collections import Counter, defaultdict
from collections.abc import Iterator

from facilitator_app.central.database import Database
from facilitator_app.central.session import Session
from facilitator_app.ledger import messages as say

CONTENT_TYPE = "text/plain; version=0.0.4"


class Counted:
    """Answers since the service was started, by path and status, and how long they took."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answers, self._seconds = Counter[tuple[str, int]](), defaultdict[str, float](float)

    def answered(self, path: str, status: int, seconds: float) -> None:
        """Counts one; `path` is one of ours and nothing that somebody asked for."""
        with self._lock:
            self._answers[path, status] += 1
            self._seconds[path] += seconds

    def lines(self) -> Iterator[str]:
        """As Prometheus reads them."""
        with self._lock:
            answers, seconds = dict(self._answers), dict(self._seconds)
        yield "# TYPE workbook_answers_total counter"
        yield from (
            f'workbook_answers_total{{path="{path}",status="{status}"}} {count}' for (path, status), count in sorted(answers.items())
        )
        yield "# TYPE workbook_answer_seconds_total counter"
        yield from (f'workbook_answer_seconds_total{{path="{path}"}} {total:.6f}' for path, total in sorted(seconds.items()))


_GAUGES = {
    "workbook_changes": "SELECT coalesce(sum(at), 0) FROM compartment WHERE tenant = %(tenant)s",
    "workbook_laptops": "SELECT count(*) FROM device WHERE tenant = %(tenant)s AND told = ''",
    "workbook_held": "SELECT count(*) FROM held WHERE tenant = %(tenant)s AND why <> %(rejected)s",
    "workbook_pieces": "SELECT count(*) FROM piece WHERE tenant = %(tenant)s",
    "workbook_backup_off_site_timestamp_seconds": (
        "SELECT coalesce(max(extract(epoch FROM begun)), 0) FROM backup WHERE tenant = %(tenant)s AND off_site IS NOT NULL"
    ),
}


def text(database: Database, counted: Counted) -> str:
    """All of it."""

    def read(session: Session) -> list[str]:
        with session.reading():
            found = [(name, session.do(statement, rejected=say.REJECTED).fetchone()) for name, statement in _GAUGES.items()]
        return [line for name, row in found for line in (f"# TYPE {name} gauge", f"{name} {row[0] if row else 0}")]

    return "\n".join([*counted.lines(), *database.tx("metrics", read), ""])
