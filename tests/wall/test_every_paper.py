"""Every paper, for everybody, in every format: nothing that is private to somebody else is in any layer of it."""

from collections.abc import Iterator
from pathlib import Path

import every_paper
import inlets
import pytest
from every_paper import CASE, TEAM, Out, every, private_runs, runs_of
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from test_projection import layers

from facilitator_app.papers import press
from facilitator_app.wall import leaks
from facilitator_app.workbook.workbook import Workbook


@pytest.fixture(scope="module")
def book(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbook]:
    found = every_paper.filled(template, tmp_path_factory.mktemp("every") / "Every.workbook")
    yield found
    found.opened.close()


def test_every_paper_that_is_printed_is_made_here_and_nothing_private_to_somebody_else_is_in_it(book: Workbook) -> None:
    outs = list(every(book, formats=("standard",)))
    _all_are_made(outs, 36)
    _nothing_private(book, outs)


@pytest.mark.slow
def test_the_same_in_every_format(book: Workbook) -> None:
    outs = list(every(book))
    _all_are_made(outs, 100)
    _nothing_private(book, outs)


def _all_are_made(outs: list[Out], least: int) -> None:
    assert {out.kind for out in outs} == set(press.PAPERS)
    assert [(out.label, out.why_not) for out in outs if out.why_not] == []
    assert len(outs) >= least
    names = {kind: {out.name for out in outs if out.kind is kind} for kind in press.PAPERS}
    assert all(len(of_kind) == 1 and "".join(of_kind).isalpha() for of_kind in names.values()), (
        names
    )  # a file is called alike for everybody


def _nothing_private(book: Workbook, outs: list[Out]) -> None:
    file, service = book.case(CASE), every_paper.service_runs(book.service())
    looked_for, private = 0, dict[tuple[object, ...], set[str]]()
    for out in outs:
        if out.reader == TEAM:
            continue
        whose = (out.own, out.facts)
        shut = private[whose] = private[whose] if whose in private else private_runs(file, out) - service
        looked_for += len(shut)
        in_it = runs_of(layers(out.data)) | runs_of(out.name)
        assert not shut & in_it, (out.label, sorted(shut & in_it))
    assert looked_for > len(outs) * 400


# Whatever is private, wherever it was written, however it is spelled, and whatever text it is typed into ---------------------------------


@pytest.mark.slow
def test_every_text_that_somebody_types_for_a_paper_reaches_it(book: Workbook) -> None:
    """Else what follows would look at papers that never had the words."""
    for one in inlets.INLETS:
        with one.put(book, "Then Qorvendalo again."):
            there = [out for out in every(book, one.papers.__contains__, ("standard",)) if out.why_not or "Qorvendalo" in layers(out.data)]
        assert {out.label.split(" ")[0] for out in there} >= one.papers - {"blank"}, one.name


@settings(max_examples=8, phases=[Phase.generate])  # to make a failure smaller is for the long form: it takes minutes
@given(one=inlets.values(), place=st.sampled_from(inlets.PLACES), whose=st.integers(0, 4), inlet=st.sampled_from(inlets.INLETS))
def test_what_is_private_to_somebody_is_stopped_however_it_is_typed(
    book: Workbook, one: inlets.Planted, place: inlets.Place, whose: int, inlet: inlets.Inlet
) -> None:
    inlets.check(book, place, whose, one, inlet)


@pytest.mark.slow
@settings(max_examples=1_500)
@given(one=inlets.values(), place=st.sampled_from(inlets.PLACES), whose=st.integers(0, 4), inlet=st.sampled_from(inlets.INLETS))
def test_what_is_private_to_somebody_is_stopped_however_it_is_typed_the_long_form(
    book: Workbook, one: inlets.Planted, place: inlets.Place, whose: int, inlet: inlets.Inlet
) -> None:
    inlets.check(book, place, whose, one, inlet)


@pytest.mark.slow
@pytest.mark.parametrize("inlet", inlets.INLETS, ids=lambda inlet: inlet.name)
def test_each_sort_in_each_way_is_stopped_in_each_text(book: Workbook, inlet: inlets.Inlet) -> None:
    """The whole closed list, planted in one note, each value in each way through the next of the texts."""
    place = next(one for one in inlets.PLACES if one[0].kind == "preparation_note" and one[1].name == "words")
    mine = inlets.INLETS.index(inlet)
    for number, one in enumerate(inlets.of_the_corpus()):
        if number % len(inlets.INLETS) == mine:
            inlets.check(book, place, number % 4, one, inlet)


def _nothing_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaks, "hits", lambda *_: [])


def _gets_out(book: Workbook, inlet: inlets.Inlet) -> None:
    place = next(one for one in inlets.PLACES if one[0].kind == "preparation_note" and one[1].name == "words")
    for whose in range(2):  # whatever is one person's own is seen on another's paper
        inlets.check(book, place, whose, inlets.Planted("name", "Shanelle", "Shanelle"), inlet)


@pytest.mark.parametrize("name", ["how it is checked", "room", "form", "prompt"])
def test_the_check_sees_what_gets_out(book: Workbook, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    _nothing_is_looked_for(monkeypatch)
    with pytest.raises(AssertionError, match="Shanelle"):
        _gets_out(book, next(one for one in inlets.INLETS if one.name == name))


@pytest.mark.slow
@pytest.mark.parametrize("inlet", inlets.INLETS, ids=lambda inlet: inlet.name)
def test_the_check_sees_what_gets_out_of_every_text(book: Workbook, monkeypatch: pytest.MonkeyPatch, inlet: inlets.Inlet) -> None:
    _nothing_is_looked_for(monkeypatch)
    with pytest.raises(AssertionError, match="Shanelle"):
        _gets_out(book, inlet)
