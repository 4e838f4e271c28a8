"""Somebody who types and exchanges until the plug is pulled, in a process of its own: `exchanging_hands.py FOLDER ADDRESS SEED TELL`.

Into TELL goes a line for each thing that the program has acknowledged: "ready", "typed RECORD WORDS" once it is on the disk, "there RECORD WORDS"
once the screen would say that it is also at the service; and "types RECORD WORDS" before the first of these, because what is on the disk and was not
acknowledged any more has taken the place of what was.
"""

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # also where the program is run from another folder
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import making

from facilitator_app.sync.transport import Transport
from facilitator_app.vault import door, keys
from facilitator_app.workbook.exchanging import PATH, Exchanging, NotAnswered
from facilitator_app.workbook.workbook import Workbook

RECORDS = tuple(f"r{number}" for number in range(4))


def work(folder: Path, address: str, seed: int, tell: Path) -> None:
    """Until it is killed."""
    keys._MEMORY_KIB = making.CHEAP_KIB
    chance = random.Random(seed)
    opened = door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK)
    book = Workbook(opened)
    exchanging = Exchanging(book)
    enrolment = exchanging.enrolment
    assert enrolment is not None
    latest: dict[str, str] = {}
    with tell.open("w", encoding="utf-8", buffering=1) as told:
        print("ready", file=told)
        number = 0
        while True:
            for _ in range(chance.randrange(1, 4)):
                record, number = chance.choice(RECORDS), number + 1
                words = f"{folder.stem}.{seed}.{number}"
                print(f"types {record} {words}", file=told)
                file = opened.vault.case_file(making.CASE)
                opened.vault.put(making.edit(record, "words", words, file.standing_of(record, "words"), editing=words))
                latest[record] = words
                print(f"typed {record} {words}", file=told)
            try:
                exchanging.begin()
                for _ in range(50):
                    asked = exchanging.question(50_000)
                    assert asked is not None
                    answer = Transport(address).post(PATH, asked.body, enrolment.answer.device)
                    if not exchanging.answered(asked, answer).more:
                        break
            except NotAnswered:  # the service is being killed too
                continue
            if exchanging.counts().unsent == 0:
                for record, words in latest.items():
                    print(f"there {record} {words}", file=told)


if __name__ == "__main__":
    work(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))
