"""What this computer remembers in clear: nothing worth stopping anybody for, and nobody's words."""

import json
import os
import sys
from pathlib import Path

import pytest

from facilitator_app import settings
from facilitator_app.settings import Settings

FIRST = Settings()


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    kept = Settings(look="contrast", size_percent=150, idle_minutes=10, last_workbook="/home/priya/a b/Zażółć.workbook")
    settings.save(kept, tmp_path / "new" / "folder")
    assert settings.load(tmp_path / "new" / "folder") == kept
    assert [one.name for one in (tmp_path / "new" / "folder").iterdir()] == ["settings.json"]


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"null", b"7", b"\xff\xfe\x00", b'{"look": 7, "size_percent": "big", "idle_minutes": true, "last_workbook": null}'],
)
def test_what_cannot_be_read_is_a_first_start(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "settings.json").write_bytes(data)
    assert settings.load(tmp_path) == FIRST


def test_values_that_nobody_could_choose_are_those_of_a_first_start(tmp_path: Path) -> None:
    odd = {"look": "plaid", "size_percent": 7, "idle_minutes": 0, "last_workbook": "/x", "from a newer version": 1}
    (tmp_path / "settings.json").write_text(json.dumps(odd))
    assert settings.load(tmp_path) == Settings(last_workbook="/x")
    (tmp_path / "settings.json").write_text(json.dumps({"idle_minutes": 100_000, "size_percent": 175}))
    assert settings.load(tmp_path) == Settings(size_percent=175)


def test_a_folder_that_is_none_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    settings.save(FIRST, tmp_path / "file")
    assert settings.load(tmp_path / "file") == FIRST
    (tmp_path / "settings.json").mkdir()
    settings.save(FIRST.changed(look="dark"), tmp_path)
    assert settings.load(tmp_path) == FIRST


def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    settings.save(FIRST, tmp_path / "kept")
    if os.name == "posix":
        assert (tmp_path / "kept" / "settings.json").stat().st_mode & 0o077 == 0


def test_it_lies_where_programs_keep_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("APPDATA", str(tmp_path))
    if sys.platform != "darwin":
        assert settings.folder().parent == tmp_path


def test_a_change_leaves_the_rest() -> None:
    assert Settings(look="dark").changed(idle_minutes=2) == Settings(look="dark", idle_minutes=2)
