"""£20, £50, £100: two real workbooks, a service between them, and people who settle it, on one laptop or on both at once."""

from pathlib import Path

import making
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from memory_central import Central
from test_workbooks import CASE, PART, WHOLE, Laptop, pair, service, synced

from facilitator_app.central import decisions
from facilitator_app.central.store import Device
from facilitator_app.ledger.messages import EDIT
from facilitator_app.records import Agreement, Participant, Term
from facilitator_app.records.agreement import Promise
from facilitator_app.records.record import Id
from facilitator_app.vault import door
from facilitator_app.workbook import papers, two_versions
from facilitator_app.workbook.two_versions import Fork
from facilitator_app.workbook.workbook import Workbook

__all__ = ["pair", "service"]

TERM, NIA = "t1", making.PERSON


def begin(service: Central, amira: Laptop, sam: Laptop) -> tuple[Workbook, Workbook]:
    """Both hold the line that says £20."""
    amira.opened.vault.save(
        [
            making.case_row(),
            making.row(Participant, NIA, {"print_name": "Nia", "role": "taking_part"}),
            making.row(Agreement, "a1", {"held_on": "2026-03-01", "check_key": "k"}),
            making.row(Term, TERM, {"agreement": "a1", "number": 1, "promise": Promise("Nia pays £20", (NIA,))}),
        ]
    )
    synced(service, amira, sam)
    return Workbook(amira.opened), Workbook(sam.opened)


def pays(book: Workbook, pounds: int) -> None:
    """Somebody writes another sum over what stands on their screen."""
    file = book.case(CASE)
    term = file.get(Term, TERM)
    assert term is not None
    book.record(file, term, {"promise": Promise(f"Nia pays £{pounds}", (NIA,))})


def fork_of(book: Workbook) -> Fork:
    (fork,) = two_versions.of(book, book.case(CASE))
    return fork


def keep(book: Workbook, fork: Fork, pounds: int) -> None:
    two_versions.keep(book, fork, next(one for one in fork.versions if f"£{pounds}" in one.words))


def sums(book: Workbook) -> list[str]:
    """What stands, in every version."""
    live = next(one.live for one in book.vault.stored(WHOLE) if one.id == TERM)
    return sorted(value["what"].partition("£")[2] for value in live["promise"].values())


def test_fifty_and_a_hundred_over_twenty(service: Central, pair: tuple[Laptop, Laptop]) -> None:
    amira, sam = begin(service, *pair)
    pays(amira, 50)
    pays(sam, 100)
    synced(service, *pair, pair[0])
    for book, mine in ((amira, "£50"), (sam, "£100")):
        fork = fork_of(book)
        assert {one.words.splitlines()[0][-4:].strip() for one in fork.versions} == {"£50", "£100"}
        assert [one.words.splitlines()[0].split()[-1] for one in fork.versions if one.mine] == [mine]
        assert all("Two versions" in copy.why_not for copy in papers.copies(book, CASE)), "it cannot be printed"
    seen = fork_of(sam)
    keep(sam, seen, 50)
    synced(service, pair[1], pair[0])
    assert sums(amira) == sums(sam) == ["50"]
    assert not amira.case(CASE).forks
    assert not any("Two versions" in copy.why_not for copy in papers.copies(amira, CASE))


def test_seventy_five_written_knowing_only_fifty_is_asked_about_again(service: Central, pair: tuple[Laptop, Laptop]) -> None:
    amira, sam = begin(service, *pair)
    pays(amira, 50)
    pays(sam, 100)
    synced(service, pair[0], pair[1])  # Sam knows both, Amira her own alone
    pays(amira, 75)
    keep(sam, fork_of(sam), 50)
    synced(service, *pair, pair[0])
    assert sums(amira) == sums(sam) == ["50", "75"]
    keep(amira, fork_of(amira), 75)
    synced(service, *pair)
    assert sums(sam) == ["75"]


def test_settled_on_two_laptops_at_once_it_is_two_versions_again_and_no_more(service: Central, pair: tuple[Laptop, Laptop]) -> None:
    amira, sam = begin(service, *pair)
    pays(amira, 50)
    pays(sam, 100)
    synced(service, *pair, pair[0])
    keep(amira, fork_of(amira), 50)
    keep(sam, fork_of(sam), 100)
    synced(service, *pair, pair[0])
    assert sums(amira) == sums(sam) == ["100", "50"]
    keep(amira, fork_of(amira), 50)
    keep(sam, fork_of(sam), 50)
    synced(service, *pair, pair[0])
    assert set(sums(amira)) == set(sums(sam)) == {"50"}
    assert not amira.case(CASE).forks, "both kept the same: that is one version"


ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.integers(0, 2), st.integers(1, 9)),
        st.tuples(st.just("look"), st.integers(0, 2), st.just(0)),
        st.tuples(st.just("keep"), st.integers(0, 2), st.integers(0, 9)),
        st.tuples(st.just("new"), st.integers(0, 2), st.integers(10, 19)),
        st.tuples(st.just("sync"), st.integers(0, 2), st.just(0)),
    ),
    max_size=24,
)


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Three workbooks of three people, closed; each example has copies of them."""
    found = []
    for name in ("Amira", "Sam", "Owen"):
        opened = door.create(tmp_path_factory.mktemp("three") / f"{name}.workbook", making.PASSPHRASE, making.CLOCK)
        opened.close()
        found.append(opened.path)
    return found


@settings(max_examples=25)
@given(acts=ACTS)
def test_whatever_three_people_do_no_version_goes_that_its_settler_had_not_on_the_screen(
    acts: list[tuple[str, int, int]], three: list[Path], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Each version that was ever written stands, or was replaced by somebody who had it before their eyes; and at the end all see the same."""
    import shutil

    folder, service = tmp_path_factory.mktemp("example"), Central()
    laptops = []
    for path in three:
        copy = Path(shutil.copytree(path, folder / path.name))
        laptop = Laptop(door.open_with_passphrase(copy, making.PASSPHRASE, making.CLOCK))
        with service.writing(""):
            service.enrol(Device(laptop.device.key, laptop.device.public, laptop.opened.vault.author))
        for compartment in (WHOLE, PART):
            decisions.allocate(service, laptop.opened.vault.author, compartment, EDIT)
        laptops.append(laptop)
    try:
        begin(service, laptops[0], laptops[1])
        synced(service, laptops[2])
        books = [Workbook(one.opened) for one in laptops]
        on_screen: dict[int, Fork] = {}
        seen: set[str] = set()  # every change that somebody replaced, and had read
        for act, who, number in acts:
            book = books[who]
            file = book.case(CASE)
            if act == "write" and (Id(TERM), "promise") not in file.forks:
                seen |= set(file.standing_of(TERM, "promise"))
                pays(book, number)
            elif act == "look":
                found = two_versions.of(book, file)
                on_screen.pop(who, None)
                on_screen |= {who: found[0]} if found else {}
            elif act in ("keep", "new") and who in on_screen:
                fork = on_screen.pop(who)
                seen |= {id for ids in fork.replaces.values() for id in ids}
                if act == "keep":
                    two_versions.keep(book, fork, fork.versions[number % len(fork.versions)])
                else:
                    two_versions.write_new(book, fork, Promise(f"Nia pays £{number}", (NIA,)))
            elif act == "sync":
                synced(service, laptops[who])
        synced(service, *laptops, *laptops)
        written = {one.id for one in books[0].vault.changes_of(CASE, Id(TERM)) if "promise" in one.values}
        live = [set(book.case(CASE).standing_of(TERM, "promise")) for book in books]
        assert live[0] == live[1] == live[2]
        assert written - live[0] <= seen, "a version went that nobody had read"
        assert live[0]
    finally:
        for laptop in laptops:
            laptop.opened.close()
        shutil.rmtree(folder)
