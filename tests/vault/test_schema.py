"""Older workbooks become newer ones step by step, each after a proved copy was made, wholly or not at all."""

import shutil
from collections.abc import Callable
from pathlib import Path

import hands
import making
import pytest

from facilitator_app.errors import Trouble
from facilitator_app.records.contact import Contact
from facilitator_app.vault import backup, derive, door, schema
from facilitator_app.vault.folder import BACKUPS, SUFFIX, Damaged, DiskFull, NewerVersion

FIXTURES = Path(__file__).with_name("fixtures")
Step = Callable[[Callable[[str], object]], None]


def _add(monkeypatch: pytest.MonkeyPatch, *steps: Step) -> None:
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, *steps))


def _copies(folder: Path) -> list[Path]:
    return sorted((folder / BACKUPS).glob(f"*{SUFFIX}"))


def test_a_proved_copy_stands_before_a_step_runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def step(execute: Callable[[str], object]) -> None:
        seen.append(_copies(folder))
        hands.next_step(execute)

    _add(monkeypatch, step)
    opened = door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK)
    assert len(seen) == 1
    assert len(seen[0]) == 1
    assert backup.proved(seen[0][0], opened.key)
    assert opened.vault.connection.one("pragma user_version") == len(schema.STEPS)
    assert opened.vault.faults() == []
    opened.close()
    door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK).close()
    assert len(seen) == 1, "a step runs once"
    assert _copies(folder) == seen[0], "and without a step no copy is made at opening"


def test_the_copy_of_before_a_step_opens_in_the_older_version(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as newer:
        _add(newer, hands.next_step)
        door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK).close()
    with pytest.raises(NewerVersion):
        door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK)
    door.open_with_passphrase(_copies(folder)[0], making.PASSPHRASE, making.CLOCK).close()


def test_a_step_that_fails_halfway_changes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(execute: Callable[[str], object]) -> None:
        execute("create table half(id text)")
        raise DiskFull

    with monkeypatch.context() as newer:
        _add(newer, hands.next_step, failing)
        with pytest.raises(DiskFull):
            door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK)
    opened = door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK)  # as before, by the older version
    assert opened.vault.connection.one("select count(*) from sqlite_schema where name in ('later', 'half')") == 0
    assert opened.vault.faults() == []
    opened.close()
    _add(monkeypatch, hands.next_step)
    door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK).close()


def test_without_a_copy_no_step_runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _add(monkeypatch, lambda execute: pytest.fail("a step ran without a copy"))
    (folder / BACKUPS).write_text("in the way")
    with pytest.raises(Trouble):
        door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK)


def test_tables_of_no_version_are_damage(folder: Path) -> None:
    opened = door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK)
    opened.vault.connection.one("pragma user_version = 0")
    opened.close()
    with pytest.raises(Damaged):
        door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK)


@pytest.mark.parametrize("version", range(1, len(schema.STEPS) + 1))
def test_a_workbook_of_every_version_that_landed_opens(version: int, tmp_path: Path) -> None:
    """The fixtures are made once, by `fixtures/make.py`, when a version lands, and never again."""
    source = FIXTURES / f"v{version}.workbook"
    assert source.is_dir(), f"a fixture of schema version {version} is missing: see fixtures/make.py"
    folder = Path(shutil.copytree(source, tmp_path / "Old.workbook"))
    opened = door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK)
    try:
        faults = opened.vault.faults()
        assert faults == [], "what is derived comes out otherwise than it was kept: raise derive.VERSION"
        file = opened.vault.case_file(making.CASE)
        assert file.nickname == "Ŵyn and Łukasz"
        assert file.standing_of("n1", "words")
        note = file.get(Contact, "n1")
        assert note is not None
        assert note.words == "Kept by the first version. Ąę 😀"
        draft = file.get(Contact, "n2")
        assert draft is not None
        assert draft.words == "A draft of the first version"
        assert ("n3", "words") in file.forks
        assert [hit[1] for hit in opened.vault.find("lukasz")] == ["p2"]
        assert [hit[1] for hit in opened.vault.find("kept first")] == ["n1"]
        assert len(opened.vault.case_facts()) == 1
        opened.vault.seal()
        opened.back_up()
    finally:
        opened.close()
    door.open_with_sheet(folder, "".join(making.SHEET), making.CLOCK).close()


def test_what_an_older_version_derived_otherwise_is_derived_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK)
    opened.vault.save([making.case_row(), making.note("n1", "findable words"), making.note("n2", "x")])
    before = making.state(opened.vault), opened.vault.case_facts(), opened.vault.dues("9999"), opened.vault.find("findable")
    with opened.vault.connection.writing() as connection:
        connection.execute("update case_fact set sentence = 'an older sentence'")
        connection.execute("delete from due")
        connection.execute("insert into words(words) values ('delete-all')")
        connection.execute("update record set document = x'7b226c697665223a7b7d2c2264656164223a7b7d7d' where id = 'n2'")
    assert opened.vault.faults() != []
    opened.close()
    monkeypatch.setattr(derive, "VERSION", derive.VERSION + b" and more")
    again = door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK)
    assert (making.state(again.vault), again.vault.case_facts(), again.vault.dues("9999"), again.vault.find("findable")) == before
    assert again.vault.faults() == []
    again.close()
