"""A workbook of 10,000 cases and 100,000 notes, made once and kept under the system's temporary folder, for the programs beside this one."""

import shutil
import sys
import tempfile
from pathlib import Path

_HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(_HERE.parents[1]), str(_HERE.parent), str(_HERE)]

import making  # noqa: E402 - found by the line above
import vault as rows  # noqa: E402 - as above

from facilitator_app.records import codec  # noqa: E402
from facilitator_app.ui.place import Kept, Place  # noqa: E402
from facilitator_app.vault import derive, door, schema  # noqa: E402
from facilitator_app.vault.rows import Row  # noqa: E402

_BATCH = 500


def workbook(cases: int = 10_000) -> Path:
    """Its folder. The first time it takes some minutes to make."""
    kept = Path(tempfile.gettempdir()) / "facilitator-benchmarks"
    path = kept / f"{cases}-{len(schema.STEPS)}-{derive.VERSION.decode()}.workbook"
    if path.exists():
        return path
    print(f"Making {cases} cases, once …", flush=True)
    kept.mkdir(exist_ok=True)
    part = kept / "part.workbook"
    shutil.rmtree(part, ignore_errors=True)
    opened = door.create(part, making.PASSPHRASE, making.CLOCK)
    words = rows._Words()
    for start in range(0, cases, _BATCH):
        batch: list[Row] = []
        for number in range(start, min(start + _BATCH, cases)):
            batch += rows._case(number, words)
        opened.vault.save(batch)
    opened.vault.remember("place", codec.to_json(Kept(Place("cases"))))  # it opens with the list
    opened.close()
    part.rename(path)
    return path


if __name__ == "__main__":
    print(workbook(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
