"""The tables of a workbook, and the steps by which an older one becomes a newer one. Steps are only ever added.

Every table that holds what people wrote is keyed by compartment: the unit of allocation, of the exchange and of erasure.
"""

from collections.abc import Callable
from typing import Any

APPLICATION_ID = 0x524A5742  # "RJWB"

_FIRST = """
create table meta(name text primary key, value blob not null) strict, without rowid;

create table device_key(fingerprint text primary key, public blob not null, person text not null default '') strict, without rowid;

create table change(
    compartment text not null, id text not null, record text not null, body blob not null, mine integer not null,
    primary key (compartment, id)) strict, without rowid;
create index change_record on change(record);

create table record(
    number integer primary key, compartment text not null, id text not null, kind text not null, case_id text not null,
    document blob not null, forks integer not null, gone integer not null,
    first_at text not null, first_by text not null, last_at text not null,
    unique (compartment, id)) strict;
create index record_case on record(case_id, number);

create table draft(
    record text not null, field text not null, compartment text not null, kind text not null, case_id text not null,
    value blob not null, base blob not null, editing text not null, started text not null,
    primary key (record, field)) strict, without rowid;
create index draft_case on draft(case_id);

create table case_fact(
    case_id text primary key, reference text not null, nickname text not null, path text not null, sentence text not null,
    names text not null, received_on text not null, closed_on text not null, last_at text not null, forks integer not null,
    known integer not null) strict, without rowid;
create index case_fact_open on case_fact(closed_on, last_at);

create table due(
    record text not null, sort text not null, case_id text not null, person text not null, day text not null, at text not null,
    title text not null, detail text not null,
    primary key (case_id, record, sort)) strict, without rowid;
create index due_day on due(day);

create table audit(number integer primary key, at text not null, act text not null, what text not null, chain blob not null) strict;

create table attachment(compartment text not null, id text not null, chunks integer not null, primary key (compartment, id)) strict, without rowid;
create table chunk(
    compartment text not null, attachment text not null, number integer not null, body blob not null,
    primary key (compartment, attachment, number)) strict, without rowid;

create virtual table words using fts5(body, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2');
"""


_EXCHANGE = """
create table compartment(
    name text primary key, cursor text not null default '', role text not null default '', hidden integer not null default 0,
    wanted integer not null default 0) strict, without rowid;
insert into compartment(name) select distinct compartment from change;

create table stream(
    one integer primary key check (one = 1), id text not null, token text not null, base_at integer not null, base_chain text not null,
    after text not null) strict;
create table outbox(number integer primary key, body blob not null) strict;
create index change_made_here on change(mine) where mine = 1;

create table replaced(compartment text not null, change text not null, field text not null, primary key (compartment, change, field)) strict, without rowid;
create table parcel(id text primary key, compartment text not null, backup integer not null, body blob not null) strict, without rowid;
create table doubt(compartment text primary key) strict, without rowid;
"""

_NETWORK = """
alter table device_key add column former text not null default '';
create table delivered(change text primary key, at text not null) strict, without rowid;
create table waits(
    change text primary key, compartment text not null, record text not null, why text not null, at text not null) strict, without rowid;
create index waits_compartment on waits(compartment);
create table file_there(
    compartment text not null, id text not null, have text not null, whole integer not null, primary key (compartment, id)) strict, without rowid;
"""


def _run(execute: Callable[[str], Any], statements: str) -> None:
    for statement in statements.split(";\n"):
        if statement.strip():
            execute(statement)


def _first(execute: Callable[[str], Any]) -> None:
    _run(execute, _FIRST)


def _exchange(execute: Callable[[str], Any]) -> None:
    """What was made before there was an exchange is still to be sent: `change.mine` says so."""
    _run(execute, _EXCHANGE)


def _network(execute: Callable[[str], Any]) -> None:
    """What the screen says of an exchange: what the service has, and what waits there for a person. And the names that keys had before."""
    _run(execute, _NETWORK)


STEPS: tuple[Callable[[Callable[[str], Any]], None], ...] = (_first, _exchange, _network)
"""Step n makes version n + 1 out of version n. Each runs in one transaction, after a verified copy of the workbook was made."""
