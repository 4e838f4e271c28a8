"""A scan that cries wolf is clicked away: ordinary sentences of agreements and letters must not stop, in any case of the demonstration."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import wall_corpus
from wall_cases import sentences

from facilitator_app.calendar import clock_at
from facilitator_app.ledger import seals
from facilitator_app.records import Participant, Service
from facilitator_app.records.case_file import CaseFile, assemble
from facilitator_app.records.record import Id
from facilitator_app.vault.vault import Vault
from facilitator_app.wall import leaks, ordinary
from facilitator_app.workbook import demo

DAYS = ("2026-03-18", "2026-11-01")  # from the day of the agreement on
ONE_IN = 200


@pytest.fixture(params=DAYS)
def files(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Service, list[CaseFile]]]:
    clock = clock_at(request.param)
    vault = Vault(tmp_path, bytes(seals.KEY_BYTES), clock, new=True)
    demo.fill(vault, clock)
    own = assemble(Id(""), vault.stored("service"))
    yield own.all(Service)[0], [vault.case_file(fact.case) for fact in vault.case_facts() if fact.known]
    vault.close()


def test_an_ordinary_sentence_does_not_stop(files: tuple[Service, list[CaseFile]], capsys: pytest.CaptureFixture[str]) -> None:
    service, cases = files
    of_terms = sentences("ordinary_sentences.txt")
    ordinary_ones = [*of_terms, *wall_corpus.ordinary()]
    stops, tried, of_the_story = [], 0, 0
    for file in cases:
        written = leaks.written_in(file)
        for person in file.all(Participant):
            private = leaks.private_to_others(file, person.id, service, written)
            for sentence in ordinary_ones:
                tried += 1
                if hits := leaks.hits(sentence, private):
                    stops.append(f"{file.case.reference}, for {person.print_name}: {[hit.words for hit in hits]} in {sentence!r}")
                    of_the_story += file.case.reference == "RJ-2026-0101" and sentence in of_terms
    with capsys.disabled():
        print(f"\n{len(stops)} of {tried} ordinary sentences stop, {of_the_story} of them in the story:", *stops, sep="\n  ")
    assert len(ordinary_ones) >= ONE_IN
    assert len(stops) <= tried / ONE_IN
    assert of_the_story <= sum(len(file.all(Participant)) for file in cases if file.case.reference == "RJ-2026-0101")


def test_the_lists_hold_no_name_of_the_demonstration(files: tuple[Service, list[CaseFile]]) -> None:
    """A name that got into the list of ordinary words would never be looked for."""
    for file in files[1]:
        for person in file.all(Participant):
            private = leaks.private_to_others(file, person.id)
            for said in private.written.words:
                assert not ordinary.is_ordinary(said), said


@pytest.mark.parametrize("word", ["larkspur", "loughborough", "okafor", "pryce", "stubbs", "pemberton", "whitlock", "tannery", "oadby"])
def test_a_rare_word_is_not_ordinary(word: str) -> None:
    assert not ordinary.is_ordinary(word)


@pytest.mark.parametrize("word", ["asked", "texted", "stopped", "kindness", "earlier", "happily", "carries", "making", "18", "2026", "a"])
def test_a_word_of_every_day_is_ordinary_in_all_its_forms(word: str) -> None:
    assert ordinary.is_ordinary(word)
