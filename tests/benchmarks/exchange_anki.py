"""Anki, for `exchange.py`: `exchange_anki.py up|down|again|step ...`, by the Python into whose environment the `anki` wheel was put.

A program of its own, because nothing of Anki is among what we need. Prints one line of JSON.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from anki.collection import AddNoteRequest, Collection  # type: ignore[import-not-found]
from anki.sync import SyncOutput  # type: ignore[import-not-found]

USER, WORD = "u", "p"


def said(**what: Any) -> None:
    print(json.dumps(what), flush=True)


def logged_in(folder: str, url: str) -> tuple[Any, Any]:
    collection = Collection(str(Path(folder) / "collection.anki2"))
    return collection, collection.sync_login(USER, WORD, url)


def whole(collection: Any, auth: Any, *, upload: bool) -> None:
    collection.close_for_full_sync()
    collection.full_upload_or_download(auth=auth, server_usn=None, upload=upload)
    collection.reopen(after_full_sync=True)


def added(collection: Any, texts: list[tuple[str, ...]], guids: list[str] | None = None) -> None:
    kind, deck = collection.models.by_name("Basic"), collection.decks.id("Default")
    requests = []
    for place, fields in enumerate(texts):
        note = collection.new_note(kind)
        note.fields[: len(fields)] = fields
        if guids:
            note.guid = guids[place]
        requests.append(AddNoteRequest(note=note, deck_id=deck))
    collection.add_notes(requests)


def up(url: str, folder: str, file: str) -> None:
    """The account exists already on both sides, as it must for notes to travel as notes and not as a whole file."""
    collection, auth = logged_in(folder, url)
    whole(collection, auth, upload=True)
    added(collection, [(f"n{place:07}", text) for place, text in enumerate(json.loads(Path(file).read_text()))])
    said(ready=True)
    sys.stdin.readline()
    start = time.perf_counter()
    collection.sync_collection(auth, False)
    said(seconds=time.perf_counter() - start)
    collection.close()


def begin(url: str, folder: str) -> None:
    collection, auth = logged_in(folder, url)
    whole(collection, auth, upload=False)
    collection.close()
    said(begun=True)


def down(url: str, folder: str) -> None:
    collection, auth = logged_in(folder, url)
    said(ready=True)
    sys.stdin.readline()
    start = time.perf_counter()
    collection.sync_collection(auth, False)
    said(seconds=time.perf_counter() - start, there=collection.note_count())
    collection.close()


def step(url: str, folder: str, steps: str) -> None:
    """One step of a story on one machine. Where Anki asks whether everything is to go up or to come down, `sync up` and `sync down` say it."""
    collection, auth = logged_in(folder, url)
    asked = 0
    for what, id, values in json.loads(steps):
        if what == "begin":
            whole(collection, auth, upload=id == "up")
        elif what == "sync":
            output = collection.sync_collection(auth, False)
            if output.required in (SyncOutput.FULL_SYNC, SyncOutput.FULL_UPLOAD, SyncOutput.FULL_DOWNLOAD):
                asked += 1
                whole(collection, auth, upload=id == "up")
        elif what == "make":
            added(collection, [(values.get("amount", ""), values.get("risk", ""))], [id])
        else:
            (number,) = collection.db.list("select id from notes where guid = ?", id)
            if what == "delete":
                collection.remove_notes([number])
            else:
                note = collection.get_note(number)
                for name, value in values.items():
                    note.fields[("amount", "risk").index(name)] = value
                collection.update_note(note)
    shown = {
        guid: dict(zip(("amount", "risk"), fields.split("\x1f"), strict=False))
        for guid, fields in collection.db.all("select guid, flds from notes")
    }
    collection.close()
    said(shown=shown, hidden={}, asked=asked)


if __name__ == "__main__":
    programs: dict[str, Callable[..., None]] = {"up": up, "begin": begin, "down": down, "step": step}
    programs[sys.argv[1]](*sys.argv[2:])
