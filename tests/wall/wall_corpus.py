"""A case of its own, what is private in it, and the closed list of ways in which such a value is rewritten. What each way gives is found, or is not.

The list is closed: a way that is not named here is not promised. It is measured by `tests/benchmarks/wall.py` and held by `test_corpus.py`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from wall_cases import CASE, SERVICE, file_of

from facilitator_app.records import Address, Case, Contact, Participant, Particulars, PreparationNote, SafeContact
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Choice, Day, Id, Record
from facilitator_app.wall import leaks

ELERI, KIERAN, BETHAN = Id("eleri"), Id("kieran"), Id("bethan")

RECORDS: tuple[Record, ...] = (
    Case(id=CASE, case=CASE, reference="RJ-2026-0455", lead="Nia Prosser", co_facilitator="Tomos Rees", supervisor="Ruth Adler"),
    Participant(id=ELERI, case=CASE, print_name="Eleri", role=Choice("harmed")),
    Participant(id=KIERAN, case=CASE, print_name="Kieran", role=Choice("responsible")),
    Participant(id=BETHAN, case=CASE, print_name="Bethan", role=Choice("supporter"), supports=ELERI),
    Particulars(id=Id("p1"), case=CASE, person=ELERI, legal_name="Eleri Mair Cadwaladr-Finch", known_as="Elsi", born=Day("1974-05-23")),
    Address(id=Id("a1"), case=CASE, person=ELERI, lines="27 Brynteg Road, Abergavenny", postcode="NP99 7QX"),
    SafeContact(id=Id("s1"), case=CASE, person=ELERI, rule="Text first", phone="07700 900347", email="elsi.cf@example.org"),
    PreparationNote(id=Id("n1"), case=CASE, person=ELERI, words=(
        "She works at the Meadowsweet Bakery in Cardiff and drives there in CP19 XKD. Her son Macsen goes to St Oswin's Primary School. "
        "Her mother lives in Mill Street in Swansea. She swims on Wednesdays at 18:30. Before that she lived in Y Fenni."
    )),
    Particulars(id=Id("p2"), case=CASE, person=KIERAN, legal_name="Kieran Joseph Threlkeld", prison="HMP Exmere", prison_number="A4321ZX",
                release_on=Day("2027-08-14"), location=Choice("custody")),
    SafeContact(id=Id("s2"), case=CASE, person=KIERAN, phone="01632 960812"),
    Contact(id=Id("n2"), case=CASE, person=KIERAN, day=Day("2026-02-02"), words=(
        "His girlfriend Shanelle lives at 8 Tollgate Crescent in Wrexham. His car was K417 PLM. His brother is at Hallowdene Academy. "
        "He is in the gymnasium every Friday at a quarter past three."
    )),
)  # fmt: skip


def case_file() -> CaseFile:
    return file_of(*RECORDS)


@dataclass(frozen=True)
class Value:
    """Something private: of which sort, whose, and how it is written in the case."""

    sort: str
    owner: Id
    text: str

    @property
    def reader(self) -> Id:
        return KIERAN if self.owner == ELERI else ELERI


VALUES = (
    Value("name", ELERI, "Cadwaladr"), Value("name", ELERI, "Macsen"), Value("name", KIERAN, "Threlkeld"), Value("name", KIERAN, "Shanelle"),
    Value("street", ELERI, "Brynteg Road"), Value("street", KIERAN, "Tollgate Crescent"), Value("street", ELERI, "Mill Street"),
    Value("town", ELERI, "Abergavenny"), Value("town", ELERI, "Cardiff"), Value("town", ELERI, "Swansea"), Value("town", KIERAN, "Wrexham"),
    Value("postcode", ELERI, "NP99 7QX"), Value("phone", ELERI, "07700 900347"), Value("phone", KIERAN, "01632 960812"),
    Value("mail", ELERI, "elsi.cf@example.org"), Value("day", ELERI, "23 May 1974"), Value("day", KIERAN, "14 August 2027"),
    Value("car", ELERI, "CP19 XKD"), Value("car", KIERAN, "K417 PLM"), Value("number", KIERAN, "A4321ZX"),
    Value("work", ELERI, "Meadowsweet Bakery"), Value("school", ELERI, "St Oswin's Primary School"), Value("school", KIERAN, "Hallowdene Academy"),
    Value("routine", ELERI, "Wednesdays at 18:30"), Value("routine", KIERAN, "Friday at a quarter past three"),
)  # fmt: skip
CARRIERS = {
    "name": ("He writes to {} soon.", "Please ask {} before you start."),
    "street": ("They meet in {} next week.", "He paints the door in {} again."),
    "town": ("He stays away from {} until then.", "They will take the bus to {} together."),
    "postcode": ("It is sent to {} by post.", "The van comes to {} first."),
    "phone": ("Ring {} before you come.", "Whoever is late sends a text to {} at once."),
    "mail": ("Write to {} when it is done.",),
    "day": ("It is done by {} at the latest.", "Nothing happens on {} this time."),
    "car": ("He looks out for {} and walks on.", "He washes {} twice."),
    "number": ("The parcel is marked {} outside.",),
    "work": ("He brings it to {} himself.", "He does not go into {} any more."),
    "school": ("He stays away from {} from now on.",),
    "routine": ("He keeps away on {} from now on.", "They do it on {} as a rule."),
}
WORDY = ("name", "street", "town", "work", "school")

Rewrite = Callable[[str], list[str]]

_ACCENTS = {"a": "â", "e": "é", "o": "ô", "y": "ŷ", "i": "ï", "w": "ŵ", "u": "ü"}
_CYRILLIC = str.maketrans("aeopcxyKMBHTAEOPCX", "аеорсхуКМВНТАЕОРСХ")
_GREEK = str.maketrans("oABEKMNPTX", "οΑΒΕΚΜΝΡΤΧ")
_DIGITS = ("oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_OTHER_NAMES = {
    "Abergavenny": ["Y Fenni", "Fenni"], "Cardiff": ["Caerdydd", "Gaerdydd", "Nghaerdydd"], "Swansea": ["Abertawe"], "Wrexham": ["Wrecsam"],
}  # fmt: skip
_IN_WORDS = {
    "23 May 1974": ["the twenty-third of May 1974", "May the twenty-third", "twenty-three May"],
    "14 August 2027": ["the fourteenth of August", "August fourteenth, 2027"],
    "A4321ZX": ["A four three two one ZX"], "K417 PLM": ["K four one seven PLM"], "CP19 XKD": ["CP one nine XKD"],
    "Wednesdays at 18:30": ["Wednesday at half past six", "Wednesdays, half six", "Wednesday evenings at six thirty"],
    "Friday at a quarter past three": ["Friday at three fifteen", "Fridays from quarter past three"],
    "Brynteg Road": ["twenty-seven Brynteg Road"], "Tollgate Crescent": ["eight Tollgate Crescent"], "NP99 7QX": ["NP nine nine seven QX"],
}  # fmt: skip
_DAYS = {
    "23 May 1974": ["23/5/1974", "23.05.74", "1974-05-23", "May 23rd, 1974", "23rd May", "23-05-1974", "23 May"],
    "14 August 2027": ["14/08/2027", "14.8.27", "2027-08-14", "Aug 14", "14th of August"],
}
_HOURS = {
    "Wednesdays at 18:30": ["Wednesday 6.30pm", "Wednesday at 6.30 p.m.", "Wednesdays 18.30", "half past six on Wednesdays"],
    "Friday at a quarter past three": ["Friday 15:15", "Fridays at 3.15 pm", "15:15 every Friday"],
}
_SHORT = {
    "Brynteg Road": ["Brynteg Rd", "27 Brynteg Rd."], "Tollgate Crescent": ["Tollgate Cres", "Tollgate Cr."], "Mill Street": ["Mill St", "Mill Str."],
    "St Oswin's Primary School": ["Saint Oswin’s", "St. Oswin's Sch", "Oswin’s Primary"], "Meadowsweet Bakery": ["the Meadowsweet", "Meadowsweet’s"],
    "Wednesdays at 18:30": ["Weds at 18:30", "Wed 18:30"], "Friday at a quarter past three": ["Fri at quarter past three", "Fri. 3.15"],
}  # fmt: skip


def _typed_wrongly(text: str) -> list[str]:
    """One error in the longest word, of six letters and more: one left out, one twice, one other, two that changed places."""
    word = max(re.findall(r"[A-Za-z]+", text), key=len)
    if len(word) < 6:
        return []
    wrong = (word[:3] + word[4:], word[:3] + word[2:], word[:3] + "x" + word[4:], word[:2] + word[3] + word[2] + word[4:])
    return [text.replace(word, one) for one in wrong if one != word]


def _letters_for_figures(text: str) -> list[str]:
    return [text.replace("0", "O").replace("1", "l"), text.replace("1", "I").replace("0", "o")]


def _plus_44(text: str) -> list[str]:
    figures = re.sub(r"\D", "", text)[1:]
    head, tail = figures[:4], figures[4:]
    return [
        f"+44 {head} {tail}", f"+44{figures}", f"+44 (0){head} {tail}", f"0044 {head} {tail}", f"0{head}-{tail}", f"(0{head}) {tail}", f"0{figures}",
        f"0{head[:2]} {head[2:]}{tail[:2]} {tail[2:]}", f"0{head}.{tail[:3]}.{tail[3:]}", f"+44.{head}.{tail}", tail,
    ]  # fmt: skip


def _spoken(text: str) -> list[str]:
    figures = re.sub(r"\D", "", text)
    one_by_one = [_DIGITS[int(figure)] for figure in figures]
    groups = re.sub(r"\b(\w+) \1\b", r"double \1", " ".join(one_by_one))
    zeros = [word.replace("oh", "zero") for word in one_by_one]
    mixed = f"{text.split(maxsplit=1)[0]} nine {' '.join(one_by_one[6:])}" if text.split()[1].startswith("9") else ""
    return list(filter(None, (" ".join(one_by_one), groups, ", ".join(zeros), mixed)))


def _in_two(text: str) -> list[str]:
    """Over two lines: between its words, and inside a word with a hyphen."""
    parts = [text.replace(" ", "\n", 1)] if " " in text else []
    word = max(re.findall(r"[A-Za-z]+", text), key=len)
    return [*parts, *([text.replace(word, f"{word[:5]}-\n{word[5:]}")] if len(word) > 7 else [])]


REWRITES: dict[str, tuple[tuple[str, ...], Rewrite]] = {
    "as it is written": (tuple(CARRIERS), lambda text: [text]),
    "case": (tuple(CARRIERS), lambda text: [text.upper(), text.lower(), text.title()]),
    "accents": ((*WORDY, "routine"), lambda text: ["".join(_ACCENTS.get(c, c) for c in text), text[:2] + "\u0301" + text[2:]]),
    "spacing": ((*WORDY, "postcode", "phone", "car", "number"), lambda text: [text.replace(" ", "\u00a0"), text.replace(" ", "  ")]),
    "no space": (("postcode", "phone", "car", "work", "street"), lambda text: [text.replace(" ", "")]),
    "hyphens": ((*WORDY, "postcode", "car"), lambda text: [text.replace(" ", "-"), text.replace(" ", "‑"), f"{text[:4]}-{text[4:]}"]),
    "invisible signs": (tuple(CARRIERS), lambda text: [f"{text[:2]}\u200b{text[2:]}", "\u2060".join(text), f"{text[:3]}\u00ad{text[3:]}"]),
    "look-alike letters": (
        (*WORDY, "postcode", "car"),
        lambda text: [text[:1] + text[1:].translate(_CYRILLIC), text.translate(_GREEK), "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in text)],
    ),
    "a letter for a figure": (("postcode", "phone", "car", "number"), _letters_for_figures),
    "numbers in words": (("street", "day", "car", "number", "routine", "postcode"), lambda text: _IN_WORDS.get(text, [])),
    "abbreviations": ((*WORDY, "routine"), lambda text: _SHORT.get(text, [])),
    "one typing error": (WORDY, _typed_wrongly),
    "Welsh and English": (("town",), lambda text: _OTHER_NAMES[text]),
    "over two lines": (WORDY, _in_two),
    "in two fields": ((*WORDY, "phone", "postcode", "car", "routine"), lambda text: [text.replace(" ", "\n", 1)] if " " in text else []),
    "telephone, all spellings": (("phone",), _plus_44),
    "telephone, spoken": (("phone",), _spoken),
    "days": (("day",), lambda text: _DAYS[text]),
    "hours": (("routine",), lambda text: _HOURS[text]),
    "possessive and plural": (("name", "work"), lambda text: [f"{text}’s", f"{text}s", f"the {text}s"]),
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """One sentence that holds a value in one of the ways."""

    way: str
    value: Value
    said: str
    sentence: str

    @property
    def fields(self) -> list[str]:
        """Side by side on paper, where the value lies over two of them."""
        first, second = self.said.split("\n", 1) if self.way == "in two fields" else (self.said, "")
        before, _, after = self.sentence.partition(self.said)
        return [before + first, second + after] if self.way == "in two fields" else [self.sentence]


def told() -> Iterator[Told]:
    for way, (sorts, rewrite) in REWRITES.items():
        for value in VALUES:
            if value.sort in sorts:
                for said in rewrite(value.text):
                    for carrier in CARRIERS[value.sort]:
                        yield Told(way, value, said, carrier.format(said))


def ordinary() -> list[str]:
    files = sorted((Path(__file__).parent / "corpus").glob("ordinary_*.txt"))
    return [line for file in files for line in file.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


@dataclass
class Counted:
    """What came of one way: sentences, those whose value was found, hits beside the value."""

    tried: int = 0
    found: int = 0
    hits: int = 0
    beside: int = 0

    @property
    def recall(self) -> float:
        return self.found / self.tried if self.tried else 1.0

    @property
    def precision(self) -> float:
        return (self.hits - self.beside) / self.hits if self.hits else 1.0


def measured() -> tuple[dict[str, Counted], list[Told]]:
    """Each way's count, and the sentences in which the value was not found."""
    file = case_file()
    written = leaks.written_in(file)
    private = {person: leaks.private_to_others(file, person, SERVICE, written) for person in (ELERI, KIERAN)}
    counts: dict[str, Counted] = {}
    missed = []
    for one in told():
        fields = one.fields
        whole = "\n".join(fields)
        start = whole.index(one.said)
        places = [
            (sum(len(field) + 1 for field in fields[:number]) + hit.start, hit)
            for number, hit in leaks.hits_across(fields, private[one.value.reader])
        ]
        beside = [
            hit for at, hit in places if not (at < start + len(one.said) and start < at + len(hit.words)) or hit.owner != one.value.owner
        ]
        count = counts.setdefault(one.way, Counted())
        count.tried += 1
        count.hits += len(places)
        count.beside += len(beside)
        if len(beside) < len(places):
            count.found += 1
        else:
            missed.append(one)
    return counts, missed


def false_stops() -> tuple[int, list[tuple[str, str, str]]]:
    """How many ordinary sentences were tried on how many papers, and which stop: for whom, the words, the sentence."""
    file = case_file()
    written = leaks.written_in(file)
    stops, tried = [], 0
    for person in (ELERI, KIERAN, BETHAN):
        private = leaks.private_to_others(file, person, SERVICE, written)
        for sentence in ordinary():
            tried += 1
            stops += [(file.name(person), hit.words, sentence) for hit in leaks.hits(sentence, private)[:1]]
    return tried, stops
