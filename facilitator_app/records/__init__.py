"""What is written down. Every kind of record is listed here; nothing registers itself."""

from facilitator_app.records.agreement import Agreement, Amendment, CopyWish, Sealed, ServicePromise, Term, TermProgress
from facilitator_app.records.case import Acquaintance, Case, TeamNote, Waiting
from facilitator_app.records.conference import ConferencePlan, GuideRun
from facilitator_app.records.consent import Consent
from facilitator_app.records.contact import Contact
from facilitator_app.records.follow_up import FollowUp, PromiseMade
from facilitator_app.records.guide import GuideText, OwnGuide
from facilitator_app.records.legal import Order, OrdersAsked
from facilitator_app.records.moved import Moved
from facilitator_app.records.paper import Printed
from facilitator_app.records.passing_on import KnownToBoth, PassedOn, SomethingElse
from facilitator_app.records.people import Address, Participant, Particulars, SafeContact, Told
from facilitator_app.records.preparation import Preparation, PreparationNote
from facilitator_app.records.record import Record
from facilitator_app.records.risk import SafetyLook, SafetyQuestions, SomethingChanged
from facilitator_app.records.service import Me, NumberAtHand, Service
from facilitator_app.records.supervision import Confirmation, GoAhead, Talk

__all__ = [
    "KINDS",
    "Acquaintance",
    "Address",
    "Agreement",
    "Amendment",
    "Case",
    "ConferencePlan",
    "Confirmation",
    "Consent",
    "Contact",
    "CopyWish",
    "FollowUp",
    "GoAhead",
    "GuideRun",
    "GuideText",
    "KnownToBoth",
    "Me",
    "Moved",
    "NumberAtHand",
    "Order",
    "OrdersAsked",
    "OwnGuide",
    "Participant",
    "Particulars",
    "PassedOn",
    "Preparation",
    "PreparationNote",
    "Printed",
    "PromiseMade",
    "Record",
    "SafeContact",
    "SafetyLook",
    "SafetyQuestions",
    "Sealed",
    "Service",
    "ServicePromise",
    "SomethingChanged",
    "SomethingElse",
    "Talk",
    "TeamNote",
    "Term",
    "TermProgress",
    "Told",
    "Waiting",
]

KINDS: dict[str, type[Record]] = {
    kind.kind: kind
    for kind in (
        OwnGuide,
        GuideText,
        NumberAtHand,
        Moved,
        TermProgress,
        Sealed,
        Amendment,
        SomethingChanged,
        SafetyQuestions,
        Talk,
        GoAhead,
        Confirmation,
        OrdersAsked,
        Order,
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
        KnownToBoth,
        Me,
        Participant,
        Particulars,
        PassedOn,
        Preparation,
        PreparationNote,
        Printed,
        PromiseMade,
        SafeContact,
        SafetyLook,
        Service,
        ServicePromise,
        SomethingElse,
        TeamNote,
        Term,
        Told,
        Waiting,
    )
}
