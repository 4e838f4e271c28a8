"""How fast and how small the exchange is, beside Anki's sync server and PouchDB, and what each makes of five stories. In one run, on this machine.

`python tests/benchmarks/exchange.py [NOTES [CHANGES]]` (10,000 notes and a first sync of 100,000 changes, unless said; `notes`, `stories` or
`first` as a last word runs that part alone). Needs the network the first time, `node` and `npm`: the peers are put into a folder under the
system's temporary one (BENCH_PEERS names another). Figures for looking at; nothing here passes or fails.

Ours is encrypted on both laptops and on the way, signed change by change, and on the disk at the service before it is acknowledged; Anki and
PouchDB keep and send plain text. Seconds are of the exchange alone, without what the program takes to start; bytes and round trips are counted
by one line (`counted.py`) before everybody.
"""

import os
import socket
import sys
import tempfile
import time
from pathlib import Path

_HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(_HERE.parents[1]), str(_HERE.parent), str(_HERE.parent / "central"), str(_HERE.parent / "sync")]

from counted import Went  # noqa: E402 - found by the line above
from exchange_first import first_sync  # noqa: E402
from exchange_ours import NOTES_OF_A_CASE, Ours, text_of_notes, there_and_back  # noqa: E402
from exchange_peers import Anki, Pouch, put_in  # noqa: E402
from exchange_stories import STORIES, outcome  # noqa: E402
from measured_service import Service, service_in, short_folder  # noqa: E402


def _load() -> str:
    return f"load {os.getloadavg()[0]:.1f}"


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def _said(who: str, found: dict[str, tuple[float, Went]]) -> None:
    for what, (seconds, went) in found.items():
        print(
            f"{who:<24} {what:<12} {seconds:8.2f} s  {went.up:>10,} B up {went.down:>10,} B down {went.trips:>5} round trips  {_load()}",
            flush=True,
        )


def _ratio(what: str, ours: dict[str, tuple[float, Went]], theirs: dict[str, tuple[float, Went]], aim: str) -> None:
    for way in ("up", "down"):
        print(f"  ours : {what}, {way:<5} (aim: at most {aim}) {ours[way][0] / theirs[way][0]:6.2f}", flush=True)


def _notes(service: Service, anki: Anki, pouch: Pouch, folder: Path, count: int) -> None:
    notes = text_of_notes(count)
    print(f"{count:,} notes of {sum(map(len, notes)) // count} bytes", flush=True)
    cases = max(count // NOTES_OF_A_CASE, 1)
    ours = there_and_back(service, folder, notes, cases)
    _said(f"ours, {cases} cases", ours)
    _said("ours, 1 case", there_and_back(service, folder, notes[:NOTES_OF_A_CASE], 1))
    anki.start()
    theirs = anki.there_and_back(notes)
    _said("Anki", theirs)
    _ratio("Anki", ours, theirs, "2")
    anki.stop()
    pouch.start()
    theirs = pouch.there_and_back(notes)
    _said("PouchDB", theirs)
    _ratio("PouchDB", ours, theirs, "0.2")
    pouch.stop()


def main() -> None:
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    parts = [word for word in sys.argv[1:] if not word.isdigit()] or ["notes", "stories", "first"]
    count, changes = [*numbers, *(10_000, 100_000)[len(numbers) :]]
    tools = Path(os.environ.get("BENCH_PEERS", Path(tempfile.gettempdir()) / "facilitator-bench-peers"))
    put_in(tools)
    with short_folder() as folder, service_in(folder) as service:
        where = {name: folder / name for name in ("ours", "anki", "pouch")}
        for one in where.values():
            one.mkdir()
        anki, pouch = Anki(tools, where["anki"], _free_port()), Pouch(tools, where["pouch"], _free_port())
        try:
            if "notes" in parts:
                _notes(service, anki, pouch, where["ours"], count)
            if "stories" in parts:
                for story, tell in STORIES.items():
                    for peer in (Ours(service, where["ours"] / "stories" / story.replace(" ", "-")), anki, pouch):
                        print(f"{story:<22} {peer.name:<8} {outcome(peer, tell)}", flush=True)
            if "first" in parts:
                start = time.perf_counter()
                first_sync(service, where["ours"], changes, _load)
                print(f"  in all {time.perf_counter() - start:.0f} s", flush=True)
        finally:
            anki.stop()
            pouch.stop()


if __name__ == "__main__":
    main()
