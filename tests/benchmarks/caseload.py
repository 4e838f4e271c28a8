"""What a service writes down in six years: invented cases from the referral to the end, each day by day, for `growth.py` beside this file.

One case in ten is open. A usual one has ten meetings apart, fifty notes, and what comes with them; all of it depends on its number alone.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import making
from wording import Words

from facilitator_app.records import (
    Acquaintance,
    Address,
    Agreement,
    Case,
    ConferencePlan,
    Consent,
    Contact,
    CopyWish,
    FollowUp,
    GuideRun,
    OrdersAsked,
    Participant,
    Particulars,
    PassedOn,
    Preparation,
    PreparationNote,
    PromiseMade,
    SafeContact,
    SafetyLook,
    ServicePromise,
    Talk,
    TeamNote,
    Term,
    TermProgress,
    Told,
    Waiting,
)  # fmt: skip
from facilitator_app.records.preparation import TOPICS
from facilitator_app.records.record import Id, Record, compartment_name
from facilitator_app.vault.rows import Row

assert making.CLOCK.fixed is not None
TODAY = making.CLOCK.fixed.date()
_SIX_YEARS, _OPEN_FOR, _ENDS_AFTER = 2200, 250, 250  # days
_OPEN_SHARE = 10
_NAMES = (
    "Margaret", "Daniel", "Ellie", "Owen", "Fatima", "Kevin", "Doris", "Tyrone", "Hanh", "Chris", "Lukasz", "Sean",
    "Jamie", "Marcus", "Ollie", "Reece", "Agnieszka", "Bethan", "Carys", "Dylan", "Emrys", "Farida", "Gareth",
    "Harriet", "Imran", "Joan", "Kasia", "Leon", "Megan", "Nadia", "Oscar", "Priti", "Rhys", "Samira", "Tomasz", "Una",
    "Victor", "Wanda", "Yusuf", "Zoe",
)  # fmt: skip
PHASES = (0, 30, 105, 135, 10_000)  # days after the referral: what lies between two of them is entered together


@dataclass(frozen=True)
class Size:
    """How much is written down of one case."""

    meetings: int = 10
    notes: int = 50

    @staticmethod
    def of(records: int) -> "Size":
        """About so many records: more of what there is more of in a long case."""
        times = max(1.0, (records - 51) / 60)
        return Size(round(10 * times), round(50 * times))


@dataclass(frozen=True)
class Entry:
    """Something that was entered on a day."""

    day: date
    row: Row
    again: bool = False  # it replaces what stood there


def closed_of(of: int) -> int:
    """How many of so many cases are closed: the oldest. A few are open always."""
    return of - max(of // _OPEN_SHARE, 4)


def entries(number: int, of: int, size: Size) -> list[Entry]:
    """Everything that was entered of one case by today, the earliest first."""
    told = _Told(number, of, size)
    every = [*told.came_in(), *told.prepared(), *told.in_touch(), *told.answered(), *told.met(), *told.afterwards(), *told.ended()]
    return sorted((one for one in every if one.day <= TODAY), key=lambda one: one.day)


def phases(number: int, of: int, size: Size) -> Iterator[list[Entry]]:
    """The same in as many parts as it is entered in."""
    every = entries(number, of, size)
    first = every[0].day
    for start, end in pairwise(PHASES):
        yield [one for one in every if start <= (one.day - first).days < end]


class _Told:
    """One case, told area by area."""

    def __init__(self, number: int, of: int, size: Size) -> None:
        self.case, self.number, self.size = Id(f"case-{number:06}"), number, size
        self.words, self.chance = Words(number), random.Random(number)
        closed = closed_of(of)
        self.open = number >= closed
        if self.open:  # the first two, which are long, came in first and have met
            others = of - closed - 2
            ago = _OPEN_FOR * (others - max(number - closed - 1, 0)) // others
        else:
            ago = _SIX_YEARS - (_SIX_YEARS - _OPEN_FOR - 10) * number // max(closed, 1)
        self.received = TODAY - timedelta(days=ago)
        self.harmed, self.responsible, self.supporter = (Id(f"{self.case}-{role}") for role in ("harmed", "responsible", "supporter"))
        self.sides = (self.harmed, self.responsible)
        self.names = self.chance.sample(_NAMES, 3)

    def _iso(self, after: int) -> str:
        return (self.received + timedelta(days=after)).isoformat()

    def _one(self, after: int, kind: type[Record], name: str, values: Mapping[str, Any], *, again: bool = False, person: str = "") -> Entry:
        id = self.case if kind is Case else Id(name) if kind is Participant else Id(f"{self.case}-{name}")
        where = compartment_name(kind, self.case, str(values.get("person", person)))
        return Entry(self.received + timedelta(days=after), Row(where, kind.kind, id, values), again)

    def came_in(self) -> Iterator[Entry]:
        """The referral, and who it is about."""
        yield self._one(0, Case, "", {
            "reference": f"RJ-{self.received.year}-{self.number:05}", "received_on": self._iso(0), "path": ("standard", "light", "careful")[self.number % 3],
            "source": "police", "initiated_by": "harmed", "incident_summary": "A burglary at night.", "incident_on": self._iso(-200)[:7],
            "supervisor": "Ruth Adler",
        })  # fmt: skip
        roles = zip((*self.sides, self.supporter), ("harmed", "responsible", "supporter"), self.names, strict=True)
        for person, role, name in roles:
            supports = {"supports": self.harmed} if role == "supporter" else {}
            yield self._one(0, Participant, person, {"print_name": name, "role": role, **supports})
            yield self._one(0, Particulars, f"about-{role}", {"person": person, "legal_name": f"{name} Example", "location": "community"})
            rule = {"person": person, "rule": "Mobile only, after 17:00", "phone": f"07700 900{self.number % 1000:03}"}
            yield self._one(0, SafeContact, f"reach-{role}", rule)
            yield self._one(0, Address, f"address-{role}", {"person": person, "lines": f"{self.number % 90 + 1} Example Street"})
        if self.number % 7 or not self.open:  # some that came in are opened by nobody yet
            yield self._one(2, Acquaintance, "known", {"who": "Priya", "answer": "no", "on": self._iso(2)})
        yield self._one(2, Case, "", {"lead": "Priya Nair", "accepts": "yes"})
        yield self._one(6, OrdersAsked, "orders", {"asked_whom": "Offender manager", "on": self._iso(6), "found": "no"})
        yield self._one(3, Waiting, "waiting", {"words": "The prison’s answer", "since": self._iso(3), "until": self._iso(30)})
        if not self.open or self.number % 3:
            yield self._one(28, Waiting, "waiting", {"over_on": self._iso(28)})

    def prepared(self) -> Iterator[Entry]:
        """Meetings apart: planned, held, and three of five notes by topic."""
        notes = self.size.notes * 3 // 5
        for meeting in range(self.size.meetings):
            person, day, id = self.sides[meeting % 2], 14 + 96 * meeting // self.size.meetings, f"visit-{meeting}"
            plan = {"person": person, "day": self._iso(day), "at": "14:00", "until": "15:10", "place": "At home"}
            yield self._one(max(day - 14, 0), Preparation, id, plan)
            yield self._one(day, Preparation, id, {"held": "yes", "talked_about": list(TOPICS[:3])}, person=person)
            for place in range(notes * meeting // self.size.meetings, notes * (meeting + 1) // self.size.meetings):
                note = {"person": person, "meeting": f"{self.case}-{id}", "topic": TOPICS[place % len(TOPICS)], "author": "Priya"}
                yield self._one(day, PreparationNote, f"topic-{place}", {**note, "words": self.words.note()})

    def in_touch(self) -> Iterator[Entry]:
        """Calls, letters, thoughts: the other two of five notes. Some are corrected later."""
        notes = self.size.notes - self.size.notes * 3 // 5
        for place in range(notes):
            day, person = 5 + 195 * place // notes, self.sides[place % 2]
            if place % 5 == 4:
                said = {"author": "Priya", "day": self._iso(day), "about": "A thought", "words": self.words.note()}
                yield self._one(day, TeamNote, f"thought-{place}", said)
                continue
            call = {
                "person": person,
                "method": "phone",
                "day": self._iso(day),
                "at": "17:20",
                "minutes": "15",
                "result": "spoke",
                "author": "Priya",
            }
            yield self._one(day, Contact, f"call-{place}", {**call, "words": self.words.note()})
            if place % 8 == 1 and day < PHASES[1]:
                yield self._one(PHASES[2], Contact, f"call-{place}", {"words": self.words.note()}, again=True, person=person)

    def answered(self) -> Iterator[Entry]:
        """Consents, looks, promises, and what is passed on."""
        for person, role in zip(self.sides, ("harmed", "responsible"), strict=True):
            for day, scope in ((20, "explore"), (90, "take_part"), (130, "share_outcome")):
                answer = {"person": person, "scope": scope, "answer": "given", "on": self._iso(day), "how": "signed"}
                yield self._one(day, Consent, f"{scope}-{role}", answer)
            for day in (16, 80):
                look = {"person": person, "day": self._iso(day), "worries": self.words.note(), "who_could_be_hurt": "Whoever goes alone.",
                        "what_we_do": "Whoever goes rings before and after.", "again_on": self._iso(day + 60)}  # fmt: skip
                yield self._one(day, SafetyLook, f"look-{role}-{day}", look)
            for day in (10, 40, 100):
                promise = {"person": person, "words": "Ring and say what comes next", "by": self._iso(day + 45)}
                yield self._one(day, PromiseMade, f"promise-{role}-{day}", promise)
                if not self.open or day == 40:
                    yield self._one(day + 30, PromiseMade, f"promise-{role}-{day}", {"kept_on": self._iso(day + 30)}, person=person)
            other = self.responsible if person == self.harmed else self.harmed
            words = "Why my house, and did you know that we were in?"
            yield self._one(60, PassedOn, f"why-{role}", {"giver": person, "receiver": other, "sort": "question", "words": words})
            yes = {"words": words, "on": self._iso(70), "by": "Priya", "how": "by phone"}
            yield self._one(70, PassedOn, f"why-{role}", {"read_back": yes, "approved": yes})
            yield self._one(80, Told, f"told-{role}", {"person": person, "words": "That the other has said yes", "on": self._iso(80)})

    def met(self) -> Iterator[Entry]:
        """The meeting of everybody, and what they agreed."""
        plan = f"{self.case}-plan"
        yield self._one(104, ConferencePlan, "plan", {
            "day": self._iso(130), "at": "10:00", "room": "Visits centre, room 2", "venue": "HMP Example", "minutes": "90",
            "first_to_speak": self.harmed, "pause": "A hand on the table", "if_it_goes_wrong": "Owen goes with whoever leaves the room.",
            "seats": [*self.sides, self.supporter],
        })  # fmt: skip
        talk = {"about": "meeting", "subject": plan, "with_whom": "Ruth", "on": self._iso(108), "words": "Two of us, and a break."}
        yield self._one(108, Talk, "talk", talk)
        yield self._one(130, GuideRun, "run", {"plan": plan, "started": f"{self._iso(130)} 10:00", "ended": f"{self._iso(130)} 11:30"})
        agreement = {"conference": plan, "held_on": self._iso(130), "room": "Visits centre, room 2", "signed_on": self._iso(130)}
        yield self._one(130, Agreement, "agreement", {**agreement, "signers": list(self.sides)})
        for line, what in enumerate(("writes a letter to the library", "pays ten pounds a month", "goes to the course"), 1):
            promise = {"what": f"{self.names[1]} {what}.", "who": [self.responsible], "by_when": self._iso(150 + 20 * line)}
            yield self._one(130, Term, f"term-{line}", {"agreement": f"{self.case}-agreement", "number": line, "promise": promise})
        for person, role in zip(self.sides, ("harmed", "responsible"), strict=True):
            yield self._one(130, CopyWish, f"copy-{role}", {"person": person, "keeping": "take", "told": "yes"})
        service = {"person": self.harmed, "words": "Ring her when a line is done"}
        yield self._one(130, ServicePromise, "service", service)

    def afterwards(self) -> Iterator[Entry]:
        """Calls to each, and how the lines go."""
        for place, after in enumerate((7, 42, 90)):
            person = self.sides[place % 2]
            yield self._one(130, FollowUp, f"after-{place}", {"person": person, "due": self._iso(130 + after), "author": "Priya"})
            done = {"done_on": self._iso(131 + after), "words": self.words.note()}
            yield self._one(131 + after, FollowUp, f"after-{place}", done, person=person)
        for line in (1, 2, 3):
            day = 145 + 20 * line
            goes = {"term": f"{self.case}-term-{line}", "status": "done", "on": self._iso(day), "source": "The tutor"}
            told = {} if self.open else {"told_on": self._iso(day + 5)}
            yield self._one(day + 5, TermProgress, f"goes-{line}", {**goes, **told})

    def ended(self) -> Iterator[Entry]:
        """Closed, where it is."""
        if not self.open:
            yield self._one(_ENDS_AFTER, Case, "", {"closed_on": self._iso(_ENDS_AFTER), "closed_because": "completed_direct"})
