"""The questions of `growth.py` in plain SQL, to the plain tables of `stores.py`: what the same answer costs without cipher, log and wall."""

import json
import re
import sqlite3
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from stores import table_of

from facilitator_app.records import KINDS
from facilitator_app.records.record import Id

Rows = list[tuple[Any, ...]]
_AHEAD_DAYS = 60
_OWED = """
select p."record", p."words", p."{due}", n."print_name", s."rule", c."case"
from t_{kind} p
join t_case c on c."case" = p."case" and coalesce(c."closed_on", '') = ''
join t_participant n on n."record" = p."person" left join t_safe_contact s on s."case" = p."case" and s."person" = p."person"
where coalesce(p."{done}", '') = '' and p."{due}" <= ? order by p."{due}"
"""
_CHECKS = (
    'select "record", "print_name", "role", "stopped_on" from t_participant where "case" = ?',
    'select "person", "scope", "answer", max("on") from t_consent where "case" = ? group by "person", "scope"',
    'select "person", max("day"), "again_on" from t_safety_look where "case" = ? group by "person"',
    'select max("on"), "found", "asked_whom" from t_orders_asked where "case" = ?',
    'select * from t_order where "case" = ?',
    'select "person", count(*) from t_preparation where "case" = ? and "held" = \'yes\' group by "person"',
    'select p.*, r."ended" from t_conference_plan p left join t_guide_run r on r."case" = p."case" and r."plan" = p."record" where p."case" = ?',
    'select "about", "subject", max("on") from t_talk where "case" = ? group by "about", "subject"',
    'select "record", "person" from t_follow_up where "case" = ? and coalesce("done_on", \'\') = \'\'',
    'select "record", "person", "words" from t_promise_made where "case" = ? and coalesce("kept_on", \'\') = \'\'',
    """select t."number", t."promise", g."status", g."told_on" from t_term t
    left join t_term_progress g on g."case" = t."case" and g."term" = t."record" where t."case" = ?""",
)


class Plain:
    """One open plain file."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path)

    def close(self) -> None:
        self._db.close()

    def _all(self, statement: str, *values: object) -> Rows:
        return self._db.execute(statement, values).fetchall()

    def case(self, case: Id) -> list[Rows]:
        """Every record of one case."""
        return [self._all(f'select * from {table_of(kind)} where "case" = ?', case) for kind in KINDS]

    def checks(self, case: Id) -> list[Rows]:
        """What the checks look at, gathered by the database."""
        return [self._all(statement, case) for statement in _CHECKS]

    def today(self, day: date) -> list[Rows]:
        """What is owed with the rule for reaching them, what is planned, what is waited for, and what nobody has opened."""
        until, now = (day + timedelta(days=_AHEAD_DAYS)).isoformat(), day.isoformat()
        still = 'join t_case c on c."case" = p."case" and coalesce(c."closed_on", \'\') = \'\''
        return [
            self._all(_OWED.format(kind="promise_made", done="kept_on", due="by"), until),
            self._all(_OWED.format(kind="follow_up", done="done_on", due="due"), until),
            self._all(
                f'select p.* from t_preparation p {still} where p."day" between ? and ? and coalesce(p."held", \'\') = \'\' order by p."day"',
                now,
                until,
            ),
            self._all(f'select p.* from t_conference_plan p {still} where p."day" between ? and ? order by p."day"', now, until),
            self._all(f"select p.* from t_waiting p {still} where coalesce(p.\"over_on\", '') = ''"),
            self._all(
                'select "case", "reference" from t_case c where coalesce("closed_on", \'\') = \'\' '
                'and not exists (select 1 from t_acquaintance a where a."case" = c."case") limit 3'
            ),
        ]

    def cases(self) -> Rows:
        """One row a case with the names of its people."""
        return self._all(
            'select c."case", c."reference", c."path", c."received_on", c."closed_on", group_concat(p."print_name", \' \') '
            'from t_case c left join t_participant p on p."case" = c."case" group by c."case" '
            "order by coalesce(c.\"closed_on\", '') <> '', c.\"received_on\" desc"
        )

    def find(self, typed: str, limit: int) -> list[Rows]:
        """Cases by name, then records by their words, the newest first."""
        asked = " ".join(f'"{word}"' for word in re.findall(r"\w+", typed)) + "*"
        return [
            self._all(
                'select c."case", c."reference", p."print_name" from t_participant p join t_case c on c."case" = p."case" '
                'where p."print_name" like ? limit ?',
                f"%{typed}%",
                limit,
            ),
            self._all(
                "select p.case_id, p.kind, p.id, w.body from words w join place p on p.number = w.rowid where w.body match ? "
                "order by w.rowid desc limit ?",
                asked,
                limit,
            ),
        ]

    def rings(self, figures: str) -> Rows:
        """Whose number has these figures in it, in the open cases."""
        return self._all(
            'select s."person", s."phone", s."rule", n."print_name" from t_safe_contact s join t_case c on c."case" = s."case" '
            'join t_participant n on n."record" = s."person" '
            "where coalesce(c.\"closed_on\", '') = '' and replace(s.\"phone\", ' ', '') like ? limit 12",
            f"%{figures}%",
        )

    def case_at(self, case: Id, day: date) -> dict[str, dict[str, Any]]:
        """A case as it stood when a day ended, folded from what was entered by then."""
        found: dict[str, dict[str, Any]] = {}
        for record, said in self._all(
            "select id, said from entered where case_id = ? and at < ? order by at, rowid", case, (day + timedelta(days=1)).isoformat()
        ):
            found.setdefault(record, {}).update(json.loads(said))
        return found
