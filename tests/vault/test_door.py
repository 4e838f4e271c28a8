"""Opening a workbook: every way in which it can fail is found out and said, and a bad workbook is never replaced by a new one."""

import os
import random
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import making
import pytest

from facilitator_app.errors import Trouble
from facilitator_app.records import codec
from facilitator_app.records.contact import Contact
from facilitator_app.vault import door, schema
from facilitator_app.vault import folder as folders
from facilitator_app.vault.connection import Connection
from facilitator_app.vault.door import NotEmpty, Opened
from facilitator_app.vault.folder import (
    IDENTITY,
    RECORDS,
    SLOTS,
    Damaged,
    DiskFull,
    Missing,
    NewerVersion,
    OpenElsewhere,
    UnsafeFolder,
    mount_type,
    why_unsafe,
)  # fmt: skip
from facilitator_app.vault.keys import SlotsDamaged

PAGE = 4096


def _open(folder: Path) -> Opened:
    return door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK)


def _files(folder: Path) -> dict[str, bytes]:
    return {found.name: found.read_bytes() for found in folder.iterdir() if found.is_file() and found.name != folders.LOCK}


@pytest.fixture
def full(folder: Path) -> Path:
    """A closed workbook with something in it, over many pages."""
    opened = _open(folder)
    opened.vault.save([making.case_row(), *(making.note(f"n{number}", f"note {number} " + "w " * 300) for number in range(60))])
    opened.close()
    return folder


# Making ----------------------------------------------------------------------------------------------------------------------


def test_a_new_workbook_is_whole_closed_to_others_and_opens(tmp_path: Path) -> None:
    opened = door.create(tmp_path / "New.workbook", making.PASSPHRASE, making.CLOCK)
    assert opened.vault.faults() == []
    opened.close()
    assert {found.name for found in opened.path.iterdir()} == {IDENTITY, SLOTS, RECORDS, folders.LOCK}
    if os.name == "posix":
        assert opened.path.stat().st_mode & 0o077 == 0
    _open(opened.path).close()


def test_a_name_without_its_ending_gets_it(tmp_path: Path) -> None:
    opened = door.create(tmp_path / "New", making.PASSPHRASE, making.CLOCK)
    opened.close()
    assert opened.path == tmp_path / "New.workbook"


@pytest.mark.parametrize("inside", [IDENTITY, RECORDS, SLOTS, "letter.txt", "folder/x"])
def test_nothing_is_made_where_anything_lies(tmp_path: Path, inside: str) -> None:
    place = tmp_path / "New.workbook" / inside
    place.parent.mkdir(parents=True)
    place.write_bytes(b"")
    with pytest.raises(NotEmpty):
        door.create(tmp_path / "New.workbook", making.PASSPHRASE, making.CLOCK)
    assert place.read_bytes() == b""
    assert [found.name for found in tmp_path.iterdir()] == ["New.workbook"]


def test_nothing_is_made_where_a_file_lies(tmp_path: Path) -> None:
    (tmp_path / "New.workbook").write_text("mine")
    with pytest.raises(NotEmpty):
        door.create(tmp_path / "New.workbook", making.PASSPHRASE, making.CLOCK)
    assert (tmp_path / "New.workbook").read_text() == "mine"


def test_an_empty_folder_may_become_a_workbook(tmp_path: Path) -> None:
    (tmp_path / "New.workbook").mkdir()
    door.create(tmp_path / "New.workbook", making.PASSPHRASE, making.CLOCK).close()
    _open(tmp_path / "New.workbook").close()


@pytest.mark.parametrize(
    "name", ["a path with spaces/My workbook", "ŵ é Ł ж 中/Ŵyn", "%41%20?mode=memory&x#y/a;b'c", "/".join(["d" * 100, "e" * 100, "f" * 90])]
)
def test_any_path_will_do(tmp_path: Path, name: str) -> None:
    opened = door.create(tmp_path / f"{name}.workbook", making.PASSPHRASE, making.CLOCK)
    opened.vault.put(making.edit("r1", "words", "x"))
    opened.back_up()
    opened.close()
    again = _open(tmp_path / f"{name}.workbook")
    assert again.vault.unfinished()
    again.close()
    assert (tmp_path / f"{name}.workbook" / RECORDS).exists()


def test_a_name_that_no_disk_takes_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Trouble):
        door.create(tmp_path / ("x" * 300) / "New.workbook", making.PASSPHRASE, making.CLOCK)
    assert list(tmp_path.iterdir()) == []


def test_two_workbooks_never_share_a_key_or_a_name(tmp_path: Path) -> None:
    made = [door.create(tmp_path / f"{number}.workbook", making.PASSPHRASE, making.CLOCK) for number in range(3)]
    assert (
        len({one.key for one in made}) == len({one.identity.workbook for one in made}) == len({one.vault.public_key for one in made}) == 3
    )
    for one in made:
        one.close()


# Missing, empty, damaged -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["nothing there", "a file", "an empty folder", "a folder with other things"])
def test_where_no_workbook_is_none_is_made(tmp_path: Path, what: str) -> None:
    place = tmp_path / "Mine.workbook"
    if what == "a file":
        place.write_text("x")
    elif what != "nothing there":
        place.mkdir()
    if what == "a folder with other things":
        (place / "letter.txt").write_text("x")
    before = sorted(str(found) for found in tmp_path.rglob("*"))
    with pytest.raises(Missing):
        _open(place)
    assert sorted(str(found) for found in tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", [IDENTITY, SLOTS, RECORDS])
@pytest.mark.parametrize("how", ["missing", "empty", "zeros", "a folder"])
def test_a_workbook_with_a_bad_file_is_called_so_and_left_as_it_is(full: Path, name: str, how: str) -> None:
    (full / name).unlink()
    if how == "a folder":
        (full / name).mkdir()
    elif how != "missing":
        (full / name).write_bytes(b"" if how == "empty" else b"\0" * 3 * PAGE)
    before = _files(full)
    with pytest.raises(SlotsDamaged if name == SLOTS else (Damaged, Missing)) as caught:
        _open(full)
    assert isinstance(caught.value, Missing) == (name == IDENTITY and how == "a folder")
    assert _files(full) == before


def test_records_without_their_own_key_are_damaged_and_not_a_wrong_passphrase(full: Path, tmp_path: Path) -> None:
    other = door.create(tmp_path / "Other.workbook", making.PASSPHRASE, making.CLOCK)
    other.close()
    shutil.copy(other.path / RECORDS, full / RECORDS)
    with pytest.raises(Damaged):
        _open(full)


def _refused_or_found(folder: Path) -> str:
    """Damage may be seen at opening, at reading or by the look over the whole file; it must be seen, and be a sentence."""
    try:
        opened = _open(folder)
    except Damaged:
        return "at opening"
    try:
        try:
            found = opened.vault.case_file(making.CASE).all(Contact)
            for note in found:
                assert note.words.startswith(f"note {note.id[1:]} "), "wrong words were read without a word of warning"
        except Damaged:
            return "at reading"
        return "by the look over the whole" if opened.vault.faults() else ""
    finally:
        opened.close()


def test_a_byte_flipped_anywhere_in_the_records_is_found(full: Path) -> None:
    whole = (full / RECORDS).read_bytes()
    chance = random.Random(3)
    places = [16, 100, PAGE - 1, PAGE, len(whole) - 1, *(chance.randrange(16, len(whole)) for _ in range(25))]
    found = set()
    for place in places:
        (full / RECORDS).write_bytes(whole[:place] + bytes([whole[place] ^ 64]) + whole[place + 1 :])
        seen = _refused_or_found(full)
        assert seen, f"a flipped byte at {place} of {len(whole)} was not found"
        found.add(seen)
    (full / RECORDS).write_bytes(whole)
    assert _refused_or_found(full) == ""
    assert "at opening" in found
    for place in (0, 15):  # the salt stands in the key too, and is taken from there
        (full / RECORDS).write_bytes(whole[:place] + bytes([whole[place] ^ 64]) + whole[place + 1 :])
        assert _refused_or_found(full) == ""


@pytest.mark.parametrize("length", [1, 100, PAGE - 1, PAGE, PAGE + 1, 2 * PAGE, 5 * PAGE, 5 * PAGE + 17, -PAGE, -1])
def test_records_cut_anywhere_are_found(full: Path, length: int) -> None:
    whole = (full / RECORDS).read_bytes()
    (full / RECORDS).write_bytes(whole[:length])
    assert _refused_or_found(full)


def test_pages_in_each_others_place_are_found(full: Path) -> None:
    whole = (full / RECORDS).read_bytes()
    last = len(whole) // PAGE - 1
    for left, right in ((1, 2), (3, last), (last - 1, last)):
        pages = [whole[start : start + PAGE] for start in range(0, len(whole), PAGE)]
        pages[left], pages[right] = pages[right], pages[left]
        (full / RECORDS).write_bytes(b"".join(pages))
        assert _refused_or_found(full), (left, right)


def test_damage_fills_no_screen_with_noise(full: Path, capfd: pytest.CaptureFixture[str]) -> None:
    whole = (full / RECORDS).read_bytes()
    (full / RECORDS).write_bytes(whole[: PAGE * 3] + b"\0" * PAGE + whole[PAGE * 4 :])
    _refused_or_found(full)
    assert capfd.readouterr() == ("", "")


def test_a_change_of_the_file_from_outside_with_the_key_is_found(opened: Opened) -> None:
    vault = opened.vault
    vault.save([making.case_row(), making.note("n1", "first"), making.note("n2", "second")])
    with vault.connection.writing() as connection:
        connection.execute("update record set document = cast(replace(cast(document as text), 'first', 'other') as blob) where id = 'n1'")
    assert vault.faults() == ["1 records do not agree with what was written."]
    with vault.connection.writing() as connection:
        connection.execute("delete from record where id = 'n2'")
    assert len(vault.faults()) == 1
    with vault.connection.writing() as connection:
        connection.execute("update audit set act = 'else' where number = 1")
    assert len(vault.faults()) == 2


# Versions ---------------------------------------------------------------------------------------------------------------------


def test_a_newer_form_of_the_folder_says_so(folder: Path) -> None:
    identity = codec.object_from_json((folder / IDENTITY).read_bytes())
    (folder / IDENTITY).write_bytes(codec.to_json({**identity, "format": 2, "more": 1}))
    with pytest.raises(NewerVersion):
        _open(folder)


def test_newer_tables_say_so_and_are_left_as_they_are(opened: Opened, folder: Path) -> None:
    opened.vault.connection.execute(f"pragma user_version = {len(schema.STEPS) + 1}")
    opened.close()
    before = _files(folder)
    with pytest.raises(NewerVersion):
        _open(folder)
    assert _files(folder)[RECORDS] == before[RECORDS]


def test_another_programs_encrypted_file_is_not_taken_for_ours(opened: Opened, folder: Path) -> None:
    opened.vault.connection.execute("pragma application_id = 1")
    opened.close()
    with pytest.raises(Damaged):
        _open(folder)


# Open elsewhere ---------------------------------------------------------------------------------------------------------------


def test_a_workbook_that_another_program_has_open_says_so_and_opens_when_that_ends(folder: Path) -> None:
    holder = (
        "import sys; from pathlib import Path; import making; from facilitator_app.vault import door\n"
        "held = door.open_with_passphrase(Path(sys.argv[1]), making.PASSPHRASE, making.CLOCK); print('open', flush=True); sys.stdin.read()"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(making.__file__).parent)}
    with subprocess.Popen(
        [sys.executable, "-B", "-c", holder, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout
        assert process.stdout.readline().strip() == b"open"
        with pytest.raises(OpenElsewhere):
            _open(folder)
        process.kill()  # a crash lets go too
    _open(folder).close()


def test_a_second_window_of_the_same_program_says_so(opened: Opened, folder: Path) -> None:
    with pytest.raises(OpenElsewhere):
        _open(folder)
    opened.vault.put(making.edit("r1", "words", "still mine"))


def test_a_failed_opening_lets_go_of_everything(full: Path) -> None:
    whole = (full / RECORDS).read_bytes()
    (full / RECORDS).write_bytes(whole[:PAGE])
    with pytest.raises(Damaged):
        _open(full)
    (full / RECORDS).write_bytes(whole)
    _open(full).close()


def test_another_programs_hold_on_the_file_is_a_sentence(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    """A virus scanner or a copying program may hold it for longer than we wait."""
    monkeypatch.setattr("facilitator_app.vault.connection._BUSY_MS", 1)
    with pytest.MonkeyPatch.context():
        other = Connection(opened.path / RECORDS, opened.key)
        with opened.vault.connection.writing(), pytest.raises(OpenElsewhere), other.writing():
            pass
        other.close()


# Threads ----------------------------------------------------------------------------------------------------------------------


def test_any_thread_may_ask(opened: Opened) -> None:
    """Each takes its turn; nobody sees half of anybody's work."""
    problems: list[BaseException] = []

    def work(name: int) -> None:
        try:
            for number in range(15):
                opened.vault.put(making.edit(f"r{name}", "words", f"{name} {number}"))
                opened.vault.save([making.note(f"a{name}-{number}", "one"), making.note(f"b{name}-{number}", "two")])
                file = opened.vault.case_file(making.CASE)
                assert len([1 for note in file.all(Contact) if note.words == "one"]) == len(
                    [1 for note in file.all(Contact) if note.words == "two"]
                )
                opened.vault.find("one")
        except BaseException as problem:  # noqa: BLE001 - shown below
            problems.append(problem)

    threads = [threading.Thread(target=work, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert opened.vault.counts()[0] == 4 * 15 * 2
    assert opened.vault.faults() == []


# Where it may lie -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "part",
    ["OneDrive", "OneDrive - Some Council", "Dropbox", "Dropbox (Personal)", "Google Drive", "My Nextcloud", "iCloudDrive", "Library/Mobile Documents",
     "Library/CloudStorage/Box-Box", "pCloud Drive", "Syncthing"],
)  # fmt: skip
def test_a_folder_that_is_kept_in_step_is_refused(tmp_path: Path, part: str) -> None:
    place = tmp_path / part / "Documents"
    place.mkdir(parents=True)
    with pytest.raises(UnsafeFolder, match="in step"):
        door.create(place / "New.workbook", making.PASSPHRASE, making.CLOCK)
    assert list(place.iterdir()) == []


def test_a_link_into_a_folder_that_is_kept_in_step_is_refused(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "Documents").symlink_to(tmp_path / "Dropbox")
    assert "in step" in why_unsafe(tmp_path / "Documents" / "New.workbook")


def test_a_kept_in_step_folder_under_a_name_of_its_own_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "Work"))
    assert "in step" in why_unsafe(tmp_path / "Work" / "a" / "New.workbook")
    assert why_unsafe(tmp_path / "Workshop" / "New.workbook") == ""


@pytest.mark.parametrize("name", ["Documents", "Dropped", "box", "One", "Drive"])
def test_an_ordinary_folder_is_not_refused(tmp_path: Path, name: str) -> None:
    assert why_unsafe(tmp_path / name / "New.workbook") == ""


MOUNTS = r"""sysfs /sys sysfs rw 0 0
/dev/sda1 / ext4 rw,relatime 0 0
/dev/sda2 /home ext4 rw 0 0
server:/export /home/anna/team nfs4 rw 0 0
//server/share /mnt/with\040space\134slash cifs rw 0 0
anna@host: /home/anna/far fuse.sshfs rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
portal /run/user/1000/doc fuse.portal rw 0 0
/dev/sdb1 /home/anna/team/local ext4 rw 0 0
tmpfs /over tmpfs rw 0 0
//server/other /over smb3 rw 0 0
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/home/anna/Documents", "ext4"), ("/home/anna/team", "nfs4"), ("/home/anna/team/x/y", "nfs4"), ("/home/anna/teams", "ext4"),
        ("/home/anna/team/local/x", "ext4"), (r"/mnt/with space\slash/x", "cifs"), ("/home/anna/far", "fuse.sshfs"), ("/over/x", "smb3"), ("/etc", "ext4"),
        ("/run/user/1000/gvfs/x", "fuse.gvfsd-fuse"),
    ],
)  # fmt: skip
def test_the_table_of_mounts_tells_a_network_drive(place: str, kind: str) -> None:
    assert mount_type(Path(place), MOUNTS) == kind
    assert kind.startswith(folders._NETWORK_TYPES) == (kind not in {"ext4", "tmpfs"})


@pytest.mark.skipif(sys.platform == "win32", reason="the table of mounts is Linux's")
def test_a_network_drive_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "_mount_type", lambda folder: mount_type(folder, f"x / ext4 rw 0 0\nserver:/x {tmp_path} nfs rw 0 0\n"))
    with pytest.raises(UnsafeFolder, match="network"):
        door.create(tmp_path / "New.workbook", making.PASSPHRASE, making.CLOCK)


def test_a_nearly_full_disk_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    free = shutil.disk_usage(tmp_path).free
    monkeypatch.setattr(folders, "_LEAST_FREE_BYTES", free * 2)
    with pytest.raises(UnsafeFolder, match="full"):
        door.create(tmp_path / "New.workbook", making.PASSPHRASE, making.CLOCK)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX rights")
def test_a_folder_that_cannot_be_written_is_a_sentence_and_is_left_as_it_is(
    template: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """In a process of its own, without root's rights."""
    program = (
        "import sys; from pathlib import Path; import making; from facilitator_app.errors import Trouble; from facilitator_app.vault import door\n"
        "import zxcvbn.matching, os\n"
        "if os.getuid() == 0: os.setgroups([]); os.setresgid(65534, 65534, 65534); os.setresuid(65534, 65534, 65534)\n"
        "for act in (lambda: door.open_with_passphrase(Path(sys.argv[1]), making.PASSPHRASE, making.CLOCK),\n"
        "            lambda: door.create(Path(sys.argv[1]) / 'New', making.PASSPHRASE, making.CLOCK)):\n"
        "    try: act()\n"
        "    except Trouble as trouble: print(type(trouble).__name__, '|', trouble.sentence)\n"
    )
    place = Path(shutil.copytree(template, Path("/tmp") / f"read-only {os.getpid()}" / "Mine.workbook"))  # others must be able to reach it
    try:
        (place / folders.LOCK).unlink(missing_ok=True)
        for found in place.iterdir():
            found.chmod(0o444)
        place.chmod(0o555)
        place.parent.chmod(0o755)
        environment = {**os.environ, "PYTHONPATH": str(Path(making.__file__).parent)}
        before = _files(place)
        ran = subprocess.run([sys.executable, "-B", "-c", program, place], env=environment, capture_output=True, text=True, check=False)
        assert ran.stderr == ""
        assert [line.split(" | ")[0] for line in ran.stdout.splitlines()] == ["UnsafeFolder", "UnsafeFolder"]
        assert _files(place) == before
    finally:
        place.chmod(0o755)
        shutil.rmtree(place.parent)


def test_an_operating_systems_words_become_two_sentences() -> None:
    assert isinstance(folders.sentence_for(OSError(28, "x")), DiskFull)
    assert isinstance(folders.sentence_for(OSError(122, "x")), DiskFull)
    assert isinstance(folders.sentence_for(OSError(5, "x")), folders.NotSaved)
