"""Commands about the people of the service, and what speaks against giving somebody a case."""

from collections.abc import Iterable
from typing import NamedTuple

from facilitator_app.central import organisations, people, reasons, wishes
from facilitator_app.central.case_parts import of_a_case
from facilitator_app.central.office import Answer, Options, Said, commander, working
from facilitator_app.central.people import Colleague
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.central.session import Session
from facilitator_app.errors import Trouble
from facilitator_app.ledger import messages as say
from facilitator_app.records.record import Compartment, case_in

_MOST_LETTERS = 200


def person(options: Options) -> Answer:
    """`add` writes down what is said and leaves the rest; `list` says what is written down."""
    if options.what == "list":
        with working(options) as (_, database):
            found = [_said(one) for one in database.tx(commander(), _all)]
        return Answer({"people": found}, "\n".join(map(_line, found)) or "Nobody is written down yet.")
    if not options.person or any(len(word) > _MOST_LETTERS or "\0" in word for word in _words(options)):
        raise Trouble("Whom to write down is not said, or in too many letters.", "Name the person as in their invitation.")

    def work(session: Session) -> Colleague:
        was = people.colleague(session, options.person)
        languages = tuple(sorted(wishes.spoken_in(options.languages))) if options.languages is not None else was.languages
        name = was.name if options.name is None else options.name
        gender = was.gender if options.gender is None else options.gender
        cases = frozenset(f"{Compartment.CASE}/{case_in(one) or one}" for one in options.knows)
        people.keep(session, Colleague(options.person, name, languages, gender, cases=cases))
        if options.manages is not None:
            people.let_manage(session, options.person, on=options.manages == "yes")
        return people.colleague(session, options.person)

    with working(options) as (_, database):
        said = _said(database.tx(commander(), work))
    return Answer(said, _line(said))


def _all(session: Session) -> list[Colleague]:
    with session.reading():
        return list(people.everybody(session))


def _words(options: Options) -> Iterable[str]:
    return (options.person, options.name or "", options.languages or "", *options.knows)


def _said(one: Colleague) -> Said:
    return {"person": one.person, "name": one.name, "languages": one.languages, "gender": one.gender, "knows": sorted(one.cases)}


def _line(said: Said) -> str:
    knows = f"knows somebody in {', '.join(said['knows'])}" if said["knows"] else ""
    return "  ".join(filter(None, (said["person"], said["name"], ", ".join(said["languages"]), said["gender"], knows)))


class Considered(NamedTuple):
    """What is said besides, when somebody is given something. `although`: what spoke against it, and was gone past."""

    although: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def considered(session: Session, person: str, given: Iterable[tuple[str, str]], although: str | None) -> Considered:
    """Looks at what speaks against giving somebody these (compartment, role). Raises `Trouble` with the sentences; with a reason in
    `although` keeps that, which is in the audit, and gives what was gone past.
    """
    against, notes = dict[str, list[str]](), list[str]()
    with session.reading():
        store, colleague, chart = PostgresStore(session), people.colleague(session, person), organisations.chart(session)
        for compartment, role in given:
            case = case_in(compartment)
            if not case or not role:
                continue
            whole = of_a_case(session, f"{Compartment.CASE}/{case}")
            found = list(wishes.stored(store, whole))
            file = wishes.read(case, found)
            about = found if compartment == whole[0] else [one for one in found if one.compartment == compartment]
            said = wishes.objections(colleague, file, about, works=role in say.WRITERS)
            elsewhere = organisations.against(chart, person, case)
            against[compartment] = [*said.words, *([elsewhere] if elsewhere else [])]
            notes += (
                [] if wishes.has_answered(colleague, file) else [f"{person} has not been asked yet whether they know anyone in {whole[0]}."]
            )
            notes += [f"In {compartment} stands what helps somebody take part: read it, this program cannot."] if said.unread else []
    sentences = tuple(dict.fromkeys(sentence for said in against.values() for sentence in said))
    if sentences and not (although or "").strip():
        raise Trouble(" ".join(sentences), "Choose somebody else, or say why it is right all the same, with “--although”.")
    for compartment, found_there in against.items():
        if found_there:
            with session.writing(compartment):
                reasons.kept(session, compartment, "allocated although", person, reasons.read(although or ""))
    return Considered(sentences, tuple(dict.fromkeys(notes)))
