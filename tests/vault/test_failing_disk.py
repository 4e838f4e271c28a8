"""A disk that is full, or fails, at any one write: the sentence says so, the next try works, and whatever was acknowledged before is there.
And the same when the program ends at any one write, in the middle of a creation, a copy or a schema step.

strace puts the fault into the n-th call of one kind; each n is a run of its own. The short form takes some of them, the long one all.
"""

import random
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import hands
import making
import pytest

from facilitator_app.records.contact import Contact
from facilitator_app.records.record import Id
from facilitator_app.vault import backup, door, schema
from facilitator_app.vault.door import Opened
from facilitator_app.vault.folder import BACKUPS, SUFFIX, Missing
from facilitator_app.vault.keys import WrongPassphrase

CALLS = "write,pwrite64,pwritev,fdatasync,fsync,ftruncate,fallocate,rename,renameat,renameat2,mkdir,unlink,unlinkat,rmdir,sendfile,copy_file_range,link"
ACTS = ("save", "import", "backup", "step", "open", "close", "passphrase", "create")
SAID = {"done", "DiskFull", "NotSaved"}
_CALL = re.compile(r"^(\d+) +(\w+)\((.*)")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="strace looks at Linux only")


def _run(base: Path, act: str, *, trace: Path | None = None, inject: str = "") -> list[str]:
    """What hands told of one act, in a copy of the workbook in `base`."""
    told = base / "told"
    watch = ["-o", str(trace or base / "trace"), "-e", f"trace={CALLS},writev", *(["-e", f"inject={inject}"] if inject else [])]
    quick = [] if "signal" in inject else ["--seccomp-bpf"]  # with it strace 6.1 sends no signal
    hand = [sys.executable, "-B", hands.__file__, "faulty", str(base / "Mine.workbook"), str(told), act]
    run = ["strace", "-f", *quick, *watch, *hand]
    found = subprocess.run(run, check=False, timeout=120, capture_output=True, text=True)
    lines = told.read_text().splitlines()
    if "signal" in inject:
        assert found.returncode in (-signal.SIGKILL, 128 + signal.SIGKILL)
    else:
        assert found.returncode == 0, (act, inject, lines, found.stderr[-2_000:])
    return lines


def _writes(folder: Path, base: Path, act: str) -> list[tuple[str, int]]:
    """Every write of an act: the kind of call, and the how many-th of its kind it is in the whole process."""
    base.mkdir()
    shutil.copytree(folder, base / "Mine.workbook")
    lines = _run(base, act, trace=base / "trace")
    assert lines[-1] == "end first done"
    counts: Counter[str] = Counter()
    found, inside = [], False
    for line in (base / "trace").read_text().splitlines():
        if not (call := _CALL.match(line)):
            continue
        name, rest = call[2], call[3]
        counts[name] += 1
        if name == "writev":
            inside = "begin first" in rest or (inside and "end first" not in rest)
        elif inside:
            found.append((name, counts[name]))
    shutil.rmtree(base)
    return found


@pytest.fixture(scope="module")
def worked_in(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook in which somebody has worked: what stands in it was acknowledged."""
    folder = Path(shutil.copytree(template, tmp_path_factory.mktemp("worked") / "Mine.workbook"))
    opened = door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK)
    opened.vault.save([making.case_row(), *(making.note(f"old-{number}", f"acknowledged {number} " + "z" * 500) for number in range(60))])
    opened.vault.put(making.edit("r5", "words", "a draft of before"))
    opened.back_up()
    opened.close()
    return folder


@pytest.fixture(scope="module")
def writes_of(worked_in: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[tuple[str, int]]]:
    """The writes of an act, watched once."""
    return cache(lambda act: _writes(worked_in, tmp_path_factory.mktemp("whole") / act, act))


def _open(folder: Path, act: str, monkeypatch: pytest.MonkeyPatch) -> Opened:
    with monkeypatch.context() as patch:
        if act == "step":
            patch.setattr(schema, "STEPS", (*schema.STEPS, hands.next_step))
        words = [making.PASSPHRASE, hands.NEW_PASSPHRASE] if act == "passphrase" else [making.PASSPHRASE]
        for passphrase in words[:-1]:
            try:
                return door.open_with_passphrase(folder, passphrase, making.CLOCK)
            except WrongPassphrase:
                continue
        return door.open_with_passphrase(folder, words[-1], making.CLOCK)


def _see(base: Path, act: str, lines: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What must hold of a workbook whose disk failed in an act."""
    ends = [line.split()[2] for line in lines if line.startswith("end ")]
    assert set(ends) <= SAID
    assert ends[-1] == "done", "with room again the second try works"
    opened = _open(base / "Mine.workbook", act, monkeypatch)
    try:
        vault = opened.vault
        assert vault.faults() == []
        file = vault.case_file(making.CASE)
        for number in range(60):
            found = file.get(Contact, f"old-{number}")
            assert found is not None
            assert found.words.startswith(f"acknowledged {number} ")
        if act != "save":
            draft = file.get(Contact, "r5")
            assert draft is not None
            assert draft.words == "a draft of before"
        if act == "save":
            saved = file.get(Contact, "r1")
            assert saved is not None
            assert saved.with_whom.startswith("typed 1 ")
            assert not vault.unfinished()
            assert not file.forks
        if act == "import":
            assert len(vault.case_file(Id("import-1")).records) == hands.ROWS + 1
            assert sum(not bool(line.startswith(("begin", "end"))) for line in lines) == 1
        copies = list((base / "Mine.workbook" / BACKUPS).glob(f"*{SUFFIX}"))
        assert copies
        assert all(backup.proved(copy, opened.key) for copy in copies)
        if act in ("backup", "step"):
            assert len(copies) >= 2
    finally:
        opened.close()
    if act == "create":
        door.open_with_passphrase(base / "New.workbook", making.PASSPHRASE, making.CLOCK).close()
        assert not (base / "New.workbook.making").exists()


def _fail(worked_in: Path, base: Path, act: str, where: tuple[str, int], error: str, monkeypatch: pytest.MonkeyPatch) -> str:
    base.mkdir()
    shutil.copytree(worked_in, base / "Mine.workbook")
    lines = _run(base, act, inject=f"{where[0]}:error={error}:when={where[1]}")
    if "INJECTED" not in (base / "trace").read_text():
        return "not reached"
    _see(base, act, lines, monkeypatch)
    shutil.rmtree(base)
    return next(line.split()[2] for line in lines if line.startswith("end first"))


Writes = Callable[[str], list[tuple[str, int]]]


@pytest.mark.parametrize(("error", "calls"), [("ENOSPC", {"pwrite64", "write"}), ("EIO", {"fdatasync", "fsync", "rename"})])
@pytest.mark.parametrize("act", ACTS)
def test_a_disk_that_fails_at_one_write_costs_nothing_acknowledged(
    worked_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writes_of: Writes, act: str, error: str, calls: set[str]
) -> None:
    where = random.Random(f"{act} {error}").choice([one for one in writes_of(act) if one[0] in calls])
    assert _fail(worked_in, tmp_path / "it", act, where, error, monkeypatch) != "not reached"


@pytest.mark.slow
@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
@pytest.mark.parametrize("act", ACTS)
def test_a_disk_that_fails_at_any_write_costs_nothing_acknowledged(
    worked_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writes_of: Writes, act: str, error: str
) -> None:
    writes = writes_of(act)
    said: Counter[str] = Counter()
    for number, where in enumerate(writes):
        # How many writes an act takes depends a little on when the log beside the file is taken in: the last may be reached only the next time.
        tries = (_fail(worked_in, tmp_path / f"{number} {again}", act, where, error, monkeypatch) for again in range(3))
        said[next((one for one in tries if one != "not reached"), "not reached")] += 1
    print(f"\n{act}, {error} at each of {len(writes)} writes ({dict(Counter(name for name, _ in writes))}): {dict(said)}")
    assert not said["not reached"]
    assert said["DiskFull"] + said["NotSaved"] or act == "close"


def _cut(worked_in: Path, base: Path, act: str, where: tuple[str, int], monkeypatch: pytest.MonkeyPatch) -> str:
    """Ends the program at one write. What was there before is there, and the act can be done again."""
    base.mkdir()
    shutil.copytree(worked_in, base / "Mine.workbook")
    _run(base, act, inject=f"{where[0]}:signal=KILL:when={where[1]}")
    found = ""
    if act == "create":
        found = "whole" if (base / "New.workbook").exists() else "nothing"
        if found == "whole":
            door.open_with_passphrase(base / "New.workbook", making.PASSPHRASE, making.CLOCK).close()
        else:
            door.create(base / "New.workbook", making.PASSPHRASE, making.CLOCK).close()
    elif act == "passphrase":  # the old one or the new one, never neither
        _open(base / "Mine.workbook", act, monkeypatch).close()
    else:
        (base / "told").unlink()
        _see(base, act, _run(base, act), monkeypatch)
    assert sorted(one.name for one in base.iterdir() if one.name.endswith(".making")) == []
    shutil.rmtree(base)
    return found


@pytest.mark.parametrize("act", ["create", "step", "backup"])
def test_an_act_cut_off_at_one_write_can_be_done_again(
    worked_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writes_of: Writes, act: str
) -> None:
    chance = random.Random(act)
    for number, where in enumerate(chance.sample(writes_of(act), 2)):
        _cut(worked_in, tmp_path / str(number), act, where, monkeypatch)


def test_a_small_file_is_on_the_disk_before_it_takes_its_place_and_its_place_after(writes_of: Writes) -> None:
    assert [name for name, _ in writes_of("passphrase")] == ["write", "fsync", "rename", "fsync"]


def test_a_new_passphrase_cut_off_anywhere_leaves_the_old_one_or_the_new_one(
    worked_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writes_of: Writes
) -> None:
    for number, where in enumerate(writes_of("passphrase")):
        _cut(worked_in, tmp_path / str(number), "passphrase", where, monkeypatch)


@pytest.mark.slow
@pytest.mark.parametrize("act", ["create", "step", "backup", "open", "close"])
def test_an_act_cut_off_at_any_write_can_be_done_again(
    worked_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writes_of: Writes, act: str
) -> None:
    writes = writes_of(act)
    left = Counter(_cut(worked_in, tmp_path / str(number), act, where, monkeypatch) for number, where in enumerate(writes))
    print(f"\n{act}, cut off at each of {len(writes)} writes {dict(left) if act == 'create' else ''}")


def test_a_disk_that_stays_full_never_makes_a_new_workbook_of_an_old_name(tmp_path: Path, worked_in: Path) -> None:
    """Every write fails, from the first to the last."""
    for call in ("pwrite64", "write", "fsync", "mkdir"):
        base = tmp_path / call
        base.mkdir()
        shutil.copytree(worked_in, base / "Mine.workbook")
        lines = _run(base, "create", inject=f"{call}:error=ENOSPC:when=1+")
        assert [line.split()[2] for line in lines if line.startswith("end ")] != []
        assert "BUG" not in " ".join(lines)
        with pytest.raises(Missing):
            door.open_with_passphrase(base / "New.workbook", making.PASSPHRASE, making.CLOCK)
