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
_IDLE_MINUTES = range(1, 61)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings, with the values of a first start."""

    look: str = "system"
    size_percent: int = 100
    idle_minutes: int = 5
    last_workbook: str = ""
    mark_words: bool = True

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
    return Settings(
        **{name: found[name] if _possible(name, found.get(name), default) else default for name, default in asdict(Settings()).items()}
    )


def _possible(name: str, value: object, default: object) -> bool:
    """Whether somebody could have chosen this here: a look that there is, a size that can be read, a wait that neither ends at once nor never."""
    allowed = {"look": LOOKS, "size_percent": SIZES_PERCENT, "idle_minutes": _IDLE_MINUTES}.get(name)
    return type(value) is type(default) and (allowed is None or value in allowed)


def save(settings: Settings, where: Path | None = None) -> None:
    """Keeps the settings; does nothing where that cannot be written."""
    target = where or folder()
    with contextlib.suppress(OSError):
        target.mkdir(parents=True, exist_ok=True)
        beside = target / (_FILE + ".new")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(asdict(settings), file, indent=1)
        beside.replace(target / _FILE)
