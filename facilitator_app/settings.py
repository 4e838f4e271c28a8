"""What this computer remembers outside any workbook: the look, the size of type, how long to wait before locking, which folder was open last.

Nothing secret and nobody's name stands here: the file is in clear.
"""

import contextlib
import json
import os
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

LOOKS = ("system", "light", "dark", "contrast")
SIZES_PERCENT = (100, 125, 150, 175, 200)
_FILE = "settings.json"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings, with the values of a first start."""

    look: str = "system"
    size_percent: int = 100
    idle_minutes: int = 5
    last_workbook: str = ""

    def changed(self, **new: Any) -> "Settings":
        """The same with some values changed."""
        return replace(self, **new)


def folder() -> Path:
    """Where programs keep settings on this system."""
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming") / "Facilitator Workbook"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Facilitator Workbook"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "facilitator-workbook"


def load(where: Path | None = None) -> Settings:
    """The settings; those of a first start where the file is missing or cannot be read: none of them is worth stopping anybody."""
    found: dict[str, Any] = {}
    with contextlib.suppress(OSError, ValueError):
        read = json.loads(((where or folder()) / _FILE).read_text(encoding="utf-8"))
        found = read if isinstance(read, dict) else {}
    plain = asdict(Settings())
    return Settings(**{name: found[name] if isinstance(found.get(name), type(default)) else default for name, default in plain.items()})


def save(settings: Settings, where: Path | None = None) -> None:
    """Keeps the settings; does nothing where that cannot be written."""
    target = where or folder()
    with contextlib.suppress(OSError):
        target.mkdir(parents=True, exist_ok=True)
        beside = target / (_FILE + ".new")
        beside.write_text(json.dumps(asdict(settings), indent=1), encoding="utf-8")
        beside.replace(target / _FILE)
