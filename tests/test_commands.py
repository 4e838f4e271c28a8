"""The command line: what each command answers, that it names nobody, and that nothing is left half made."""

import csv
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import making
import pytest

from facilitator_app import __main__ as program
from facilitator_app import __version__
from facilitator_app.calendar import Clock, clock_at
from facilitator_app.records import Printed
from facilitator_app.resources import text
from facilitator_app.vault import door
from facilitator_app.vault import folder as folders
from facilitator_app.workbook import demo
from facilitator_app.workbook import papers as paper_work
from facilitator_app.workbook.workbook import Workbook

STORY = "RJ-2026-0101"
DAY = "2026-03-18T18:00"
LONG = "a folder with spaces, and long enough " * 6  # 228 characters in one name
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the program with these arguments and a passphrase on standard input; exit code, output, complaints."""

    def act(*arguments: str | Path, passphrase: str | bytes | None = making.PASSPHRASE) -> tuple[int, str, str]:
        data = b"" if passphrase is None else passphrase if isinstance(passphrase, bytes) else passphrase.encode() + b"\n"
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="latin-1"))
        capsys.readouterr()
        code = program.run([str(one) for one in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return act


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration on the evening on which the agreement is signed: to be copied."""
    path = tmp_path_factory.mktemp("story") / "Story.workbook"
    opened = door.create(path, making.PASSPHRASE, clock_at(DAY))
    demo.fill(opened.vault, clock_at(DAY))
    opened.close()
    return path


@pytest.fixture
def workbook(story: Path, tmp_path: Path) -> Path:
    """A copy of it, in a folder with spaces and a long name."""
    return Path(shutil.copytree(story, tmp_path / LONG / "My story.workbook"))


def names() -> set[str]:
    """Every name in the caseload, and where people live, whom they ring."""
    found = set()
    for row in csv.DictReader(io.StringIO(text("demo", "referrals.csv"))):
        for column in row:
            if column and any(part in column for part in ("_name", "known_as", "phone", "email", "postcode", "prison_number")):
                found |= {row[column], *(word for word in row[column].split() if "_name" in column)}
    return {name for name in found if len(name) > 3}


def assert_names_nobody(*said: str) -> None:
    """No name, number or address of anybody in the caseload."""
    for one in said:
        assert not [name for name in names() if name in one]


# New ----------------------------------------------------------------------------------------------------------------------------


def test_new_makes_a_workbook_that_opens(run: Run, tmp_path: Path) -> None:
    path = tmp_path / LONG / "Priya’s cases"
    path.parent.mkdir()
    assert run("new", path) == (0, "The workbook is made.\n", "")
    made = path.with_name("Priya’s cases.workbook")
    assert run("check", made)[0] == 0
    assert [one.name for one in path.parent.iterdir()] == [made.name]


def test_new_never_touches_what_lies_there(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "There.workbook"
    path.mkdir()
    (path / "letter.txt").write_text("words")
    code, out, err = run("new", path)
    assert (code, out) == (1, "")
    assert err == "There is already something with this name in that folder. Choose another name. Nothing was changed.\n"
    assert [one.name for one in tmp_path.iterdir()] == ["There.workbook"]
    assert (path / "letter.txt").read_text() == "words"


def test_new_asks_for_a_passphrase_that_holds(run: Run, tmp_path: Path) -> None:
    sentence = "That passphrase could be guessed. Use four words that only you would put together.\n"
    assert run("new", tmp_path / "A.workbook", passphrase="password1") == (1, "", sentence)
    assert run("new", tmp_path / "A.workbook", passphrase="") == (1, "", sentence)
    none = "No passphrase was given. Type it, or send it on standard input, on a line of its own.\n"
    assert run("new", tmp_path / "A.workbook", passphrase=None) == (1, "", none)
    assert not list(tmp_path.iterdir())


def test_new_refuses_a_folder_that_is_kept_in_step(run: Run, tmp_path: Path) -> None:
    code, _, err = run("new", tmp_path / "Dropbox" / "A.workbook")
    assert code == 1
    assert err.startswith("Another program keeps this folder in step with a server.")
    assert not list(tmp_path.iterdir())


def test_a_demonstration_that_breaks_off_leaves_nothing(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "entries_until", lambda _moment: 1 / 0)
    code, out, err = run("new", tmp_path / "A.workbook", "--demo")
    assert (code, out) == (1, "")
    assert err.startswith("Something in this program went wrong. Tell the office: ZeroDivisionError at ")
    assert not list(tmp_path.iterdir())


def test_new_demo_holds_the_caseload(run: Run, tmp_path: Path) -> None:
    assert run("new", tmp_path / "A.workbook", "--demo", "--today", "2026-02-24") == (0, "The workbook is made.\n", "")
    opened = door.open_with_passphrase(tmp_path / "A.workbook", making.PASSPHRASE, clock_at("2026-02-24"))
    try:
        assert STORY in {fact.reference for fact in opened.vault.case_facts()}
    finally:
        opened.close()


def test_the_passphrase_is_what_was_typed_whatever_the_locale(run: Run, tmp_path: Path) -> None:
    words = "cŵl łódka Straße naïveté ζωή"
    assert run("new", tmp_path / "A.workbook", passphrase=words)[0] == 0
    door.open_with_passphrase(tmp_path / "A.workbook", words, Clock()).close()
    assert run("check", tmp_path / "A.workbook", passphrase=b"\xef\xbb\xbf" + words.encode() + b"\r\n")[0] == 0


# Failures of opening --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["check", "papers"])
def test_what_cannot_be_opened_is_said_as_on_the_screen(run: Run, folder: Path, tmp_path: Path, command: str) -> None:
    wrong = "That passphrase does not open this workbook. Nothing is lost. Try again, use your recovery sheet, or ring the office.\n"
    assert run(command, folder, passphrase="something else") == (1, "", wrong)
    missing = (
        "There is no workbook in this folder. Choose the folder whose name ends in “.workbook”, or make a new workbook in another place.\n"
    )
    for path in (tmp_path / "None.workbook", tmp_path, tmp_path / ("x" * 300), Path(__file__)):
        assert run(command, path) == (1, "", missing), path
    lock = folders.FolderLock(folder)
    assert run(command, folder) == (1, "", "This workbook is open in another window. Close it there, then try again.\n")
    lock.release()
    (folder / folders.RECORDS).write_bytes(b"")
    assert run(command, folder)[2].startswith("Some of the records in this workbook are damaged.")
    assert not (tmp_path / "None.workbook").exists()


# Referrals in --------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def referrals(tmp_path: Path) -> Path:
    """The caseload as a file."""
    path = tmp_path / "Referrals of January.csv"
    path.write_text(text("demo", "referrals.csv"), encoding="utf-8")
    return path


def test_referrals_come_in_once(run: Run, folder: Path, referrals: Path) -> None:
    count = len(list(csv.DictReader(io.StringIO(referrals.read_text(encoding="utf-8")))))
    code, out, err = run("import-referrals", folder, referrals)
    assert (code, err) == (0, "")
    assert out == f"{count} new, 0 the same as here, 0 that differ from here and were left as they are.\n"
    again = run("import-referrals", folder, referrals)
    assert again == (0, f"0 new, {count} the same as here, 0 that differ from here and were left as they are.\n", "")
    changed = referrals.read_text(encoding="utf-8").replace("14 Larkspur Close", "15 Larkspur Close")
    referrals.write_text(changed, encoding="utf-8")
    code, out, err = run("import-referrals", folder, referrals)
    assert code == 0
    assert f"{STORY}: " in out
    assert_names_nobody(out, err)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"just,two\ncells,here\n", os.urandom(4096)])
def test_a_file_that_is_no_table_brings_nothing_in(run: Run, folder: Path, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "Margaret.csv"
    path.write_bytes(data)
    code, out, err = run("import-referrals", folder, path)
    assert (code, out) == (1, "")
    assert "Nothing was brought in." in err
    assert "Margaret" not in err
    assert run("import-referrals", folder, tmp_path / "none.csv")[0] == 1
    assert run("papers", folder) == (0, "", "")


def test_rows_that_cannot_be_read_are_told_by_line_and_column(run: Run, folder: Path, referrals: Path) -> None:
    lines = referrals.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[1] = lines[1].replace(STORY, "")
    referrals.write_text("".join(lines), encoding="utf-8")
    code, out, err = run("import-referrals", folder, referrals)
    assert (code, err) == (0, "")
    assert "Line 2, case_ref: " in out
    assert_names_nobody(out)


# Check -------------------------------------------------------------------------------------------------------------------------


def test_check_reads_the_copies_too(run: Run, workbook: Path) -> None:
    opened = door.open_with_passphrase(workbook, making.PASSPHRASE, clock_at(DAY))
    copy = opened.back_up()
    opened.close()
    code, out, err = run("check", workbook)
    assert (code, err) == (0, "")
    assert out.startswith("Everything is as it was written: ")
    assert out.endswith(" 1 copies.\n")
    (copy / folders.RECORDS).write_bytes(b"x" * 5000)
    code, out, err = run("check", workbook)
    assert (code, out) == (1, "")
    assert err == "1 of the copies are damaged. Ring the office before you write in it.\n"


# Papers ------------------------------------------------------------------------------------------------------------------------


def test_papers_lists_by_handles(run: Run, workbook: Path) -> None:
    code, out, err = run("papers", workbook, "--today", DAY)
    assert (code, err) == (0, "")
    rows = [line.split("\t") for line in out.splitlines()]
    mine = {row[2]: row[3:] for row in rows if row[0] == STORY}
    assert set(mine) >= {"harmed-1", "responsible-1", "case-file"}
    assert all(row[1] == "agreement" for row in rows)
    assert_names_nobody(out)


@pytest.mark.parametrize("handle", ["harmed-1", "responsible-1", "case-file"])
def test_paper_makes_the_copy_and_enters_it(run: Run, workbook: Path, tmp_path: Path, handle: str) -> None:
    out = tmp_path / LONG / "a copy.pdf"
    answer = run("paper", workbook, STORY, "agreement", "--for", handle, "--out", out, "--today", DAY)
    assert answer == (0, "Made, and entered in the register.\n", "")
    assert out.read_bytes().startswith(b"%PDF-")
    opened = door.open_with_passphrase(workbook, making.PASSPHRASE, clock_at(DAY))
    try:
        book = Workbook(opened)
        file = book.case(next(fact.case for fact in book.cases() if fact.reference == STORY))
        printed = [one for one in file.all(Printed) if one.how == "saved"]
        assert out.read_bytes() in [paper_work.reprint(book, file, one) for one in printed]
    finally:
        opened.close()
    assert {one.name for one in out.parent.iterdir()} == {"a copy.pdf", workbook.name}


def test_a_copy_that_cannot_be_saved_is_not_in_the_register(run: Run, workbook: Path, tmp_path: Path) -> None:
    before = _registered(workbook)
    for out in (tmp_path / "none" / "a.pdf", tmp_path, tmp_path / ("x" * 300) / "a.pdf", tmp_path / ("x" * 300)):
        code, said, err = run("paper", workbook, STORY, "agreement", "--for", "harmed-1", "--out", out, "--today", DAY)
        assert (code, said) == (1, "")
        assert err.startswith("The file could not be saved there. Choose another folder")
    assert _registered(workbook) == before
    assert not list(tmp_path.glob("*.pdf"))
    assert not list(tmp_path.glob(".*"))


def test_a_copy_that_cannot_be_registered_is_not_saved(run: Run, workbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise folders.DiskFull

    monkeypatch.setattr(paper_work, "issued", fail)
    code, _, err = run("paper", workbook, STORY, "agreement", "--for", "harmed-1", "--out", tmp_path / "a.pdf", "--today", DAY)
    assert code == 1
    assert err.startswith("This could not be saved: the disk is full.")
    assert {one.name for one in tmp_path.iterdir()} == {workbook.parent.name}


def _registered(workbook: Path) -> int:
    opened = door.open_with_passphrase(workbook, making.PASSPHRASE, clock_at(DAY))
    try:
        book = Workbook(opened)
        return sum(len(book.case(fact.case).all(Printed)) for fact in book.cases())
    finally:
        opened.close()


def test_a_copy_that_is_stopped_says_so_without_quoting(run: Run, tmp_path: Path) -> None:
    day = "2026-03-17T20:00"  # her place of work stands in a term, and she has not been asked
    path = tmp_path / "A.workbook"
    assert run("new", path, "--demo", "--today", day)[0] == 0
    assert "stopped" in run("papers", path, "--today", day)[1]
    code, out, err = run("paper", path, STORY, "agreement", "--for", "responsible-1", "--out", tmp_path / "a.pdf", "--today", day)
    assert (code, out) == (1, "")
    assert err == "This copy cannot be made as it stands. Open the workbook and look at the copy there: it says why. Nothing was made.\n"
    assert not (tmp_path / "a.pdf").exists()


def test_what_there_is_not_is_said(run: Run, workbook: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.pdf"
    code, _, err = run("paper", workbook, "RJ-1999-0000", "agreement", "--for", "harmed-1", "--out", out)
    assert (code, err) == (1, "No case here has this reference. Ask for “papers” first: it lists what can be made.\n")
    code, _, err = run("paper", workbook, STORY, "agreement", "--for", "Margaret", "--out", out)
    assert (code, err) == (
        1,
        "There is no such copy of this paper. Ask for “papers” first: it lists what can be made, and for whom.\n",
    )
    assert not out.exists()


# What was not understood ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ("--Margaret",),
        ("check",),
        ("check", "a", "Margaret"),
        ("paper", "a", "b", "Margaret", "--for", "c", "--out", "d"),
        ("new", "a", "--Margaret=Larkspur"),
        ("a", "Margaret"),
        ("--look", "Margaret"),
        ("--shots", "a", "--size", "Margaret"),
        ("--shots", "a", "--size", "0x0"),
        ("--shots", "a", "--scale", "Margaret"),
        ("--shots", "a", "--scale", "nan"),
        ("--today",),
    ],
)
def test_what_is_not_understood_is_not_repeated(run: Run, arguments: tuple[str, ...]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (1, "")
    assert err == "That is not how this program is started. “facilitator-workbook --help” says what there is.\n"


def test_a_day_that_is_none_is_said(run: Run, folder: Path) -> None:
    for arguments in (("check", folder, "--today", "Margaret"), ("--today", "Margaret", "check", folder), (folder, "--today", "32 May")):
        assert run(*arguments) == (1, "", "That is no day. Write it as 2026-03-17 or 2026-03-17T10:00.\n")


def test_the_day_may_stand_before_the_command(run: Run, folder: Path) -> None:
    assert run("--today", "2026-03-18", "check", folder)[0] == 0
    assert run("--today=2026-03-18", "papers", folder)[0] == 0


def _program(*arguments: str | Path, passphrase: str = making.PASSPHRASE, script: str = "") -> subprocess.CompletedProcess[str]:
    start = ["-c", script] if script else ["-m", "facilitator_app"]
    return subprocess.run(
        [sys.executable, "-I", *start, *map(str, arguments)],
        input=passphrase + "\n", capture_output=True, text=True, encoding="utf-8", check=False, timeout=60,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip


def test_a_bug_is_named_by_type_module_and_line(tmp_path: Path) -> None:
    script = f"""
import sys
from facilitator_app import __main__, commands
def broken(path, clock):
    try:
        {{}}["Margaret {making.CANARY}"]
    except KeyError as problem:
        raise RuntimeError(f"Larkspur {making.CANARY} {{path}}") from problem
commands._open = broken
sys.exit(__main__.main(sys.argv[1:]))
"""
    done = _program("check", tmp_path / f"{making.CANARY}.workbook", script=script)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("Something in this program went wrong. Tell the office: RuntimeError at __main__:")
    assert making.CANARY not in done.stderr
    assert "Traceback" not in done.stderr


def test_whoever_reads_may_stop_reading(folder: Path) -> None:
    script = "import sys; sys.stdout.close(); from facilitator_app.__main__ import main; sys.exit(main(sys.argv[1:]))"
    done = _program("--version", script=script)
    assert "Traceback" not in done.stderr


def test_version_and_help() -> None:
    done = _program("--version")
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, __version__, "")
    done = _program("--help")
    assert done.returncode == 0
    assert "--locked" not in done.stdout


# Pictures -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
def test_every_page_has_its_picture(tmp_path: Path, look: str) -> None:
    _pictures(tmp_path / "some shots", look, "1366x768", "1", (1366, 768))


@pytest.mark.slow
def test_every_page_has_its_picture_on_a_small_laptop(tmp_path: Path) -> None:
    _pictures(tmp_path / "some shots", "light", "1093x535", "1", (1093, 535))


@pytest.mark.slow
def test_pictures_at_twice_the_size(tmp_path: Path) -> None:
    _pictures(tmp_path / "some shots", "light", "1366x768", "2", (1366, 768))


def _pictures(folder: Path, look: str, size: str, scale: str, pixels: tuple[int, int]) -> None:
    from PIL import Image

    from facilitator_app import shots_list

    done = subprocess.run(
        [sys.executable, "-I", "-m", "facilitator_app", "--shots", folder, "--size", size, "--scale", scale, "--look", look],
        capture_output=True, text=True, check=False, timeout=300, env={**os.environ, "TMPDIR": str(folder.parent)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    expected = {"unlock", "unlock-wrong", "first-start-name", "first-start-passphrase", "first-start-once-more", *shots_list.EMPTY}
    expected |= {name for names in shots_list.MOMENTS.values() for name in names}
    assert {one.stem for one in folder.iterdir()} == expected
    for one in folder.iterdir():
        with Image.open(one) as picture:
            assert picture.size == pixels, one.stem
            colours = picture.convert("RGB").getcolors(maxcolors=1 << 24)
            assert colours is not None
            assert len(colours) > 20, f"{one.stem} is blank"
            most = max(count for count, _ in colours)
            assert most < 0.995 * pixels[0] * pixels[1], f"{one.stem} is blank"
    assert [one.name for one in folder.parent.iterdir()] == [folder.name]  # nothing of the workbooks is left
