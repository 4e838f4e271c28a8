"""What is written down. Every kind of record is listed here; nothing registers itself."""

from facilitator_app.records.agreement import Agreement, Amendment, CopyWish, Sealed, ServicePromise, Term, TermProgress
from facilitator_app.records.case import Acquaintance, Case, HandingOver, TeamNote, Waiting
from facilitator_app.records.conference import Attendance, ConferencePlan, GuideRun, Joining, MeetingRecord
from facilitator_app.records.consent import Consent
from facilitator_app.records.contact import Contact
from facilitator_app.records.follow_up import FollowUp, PromiseMade
from facilitator_app.records.guide import GuideText, OwnGuide
from facilitator_app.records.incident import Incident
from facilitator_app.records.information import InformationGiven
from facilitator_app.records.legal import Order, OrdersAsked
from facilitator_app.records.letter import Custody, Letter, LetterOffered
from facilitator_app.records.moved import Moved
from facilitator_app.records.paper import PaperAsked, PaperSearch, PaperWent, Printed
from facilitator_app.records.passing_on import KnownToBoth, PassedOn, SomethingElse
from facilitator_app.records.people import Address, Participant, Particulars, Professional, SafeContact, Told
from facilitator_app.records.places import Prison, Venue
from facilitator_app.records.preparation import Preparation, PreparationNote
from facilitator_app.records.record import Record
from facilitator_app.records.risk import SafetyLook, SafetyQuestions, SomethingChanged
from facilitator_app.records.scan import LooseScan, OwnScan, Scan
from facilitator_app.records.service import Colleague, LetterText, Me, NumberAtHand, OwnWord, Service, Supervising
from facilitator_app.records.supervision import Confirmation, GoAhead, Talk
from facilitator_app.records.time_spent import TimeSpent
from facilitator_app.records.visit_sheet import SheetTyped, VisitSheet
from facilitator_app.records.welsh import WelshLine, WelshPassed, WordsPassed

__all__ = [
    "KINDS",
    "Acquaintance",
    "Address",
    "Agreement",
    "Amendment",
    "Attendance",
    "Case",
    "Colleague",
    "ConferencePlan",
    "Confirmation",
    "Consent",
    "Contact",
    "CopyWish",
    "Custody",
    "FollowUp",
    "GoAhead",
    "GuideRun",
    "GuideText",
    "HandingOver",
    "Incident",
    "InformationGiven",
    "Joining",
    "KnownToBoth",
    "Letter",
    "LetterOffered",
    "LetterText",
    "LooseScan",
    "Me",
    "MeetingRecord",
    "Moved",
    "NumberAtHand",
    "Order",
    "OrdersAsked",
    "OwnGuide",
    "OwnScan",
    "OwnWord",
    "PaperAsked",
    "PaperSearch",
    "PaperWent",
    "Participant",
    "Particulars",
    "PassedOn",
    "Preparation",
    "PreparationNote",
    "Printed",
    "Prison",
    "Professional",
    "PromiseMade",
    "Record",
    "SafeContact",
    "SafetyLook",
    "SafetyQuestions",
    "Scan",
    "Sealed",
    "Service",
    "ServicePromise",
    "SheetTyped",
    "SomethingChanged",
    "SomethingElse",
    "Supervising",
    "Talk",
    "TeamNote",
    "Term",
    "TermProgress",
    "TimeSpent",
    "Told",
    "Venue",
    "VisitSheet",
    "Waiting",
    "WelshLine",
    "WelshPassed",
    "WordsPassed",
]

KINDS: dict[str, type[Record]] = {
    kind.kind: kind
    for kind in (
        Acquaintance,
        Address,
        Agreement,
        Amendment,
        Attendance,
        Case,
        ConferencePlan,
        Confirmation,
        Consent,
        Contact,
        CopyWish,
        Custody,
        FollowUp,
        GoAhead,
        GuideRun,
        GuideText,
        HandingOver,
        Incident,
        InformationGiven,
        Joining,
        KnownToBoth,
        Letter,
        LetterOffered,
        LetterText,
        LooseScan,
        Me,
        MeetingRecord,
        Moved,
        Colleague,
        Supervising,
        NumberAtHand,
        Order,
        OrdersAsked,
        OwnGuide,
        OwnScan,
        OwnWord,
        PaperAsked,
        PaperSearch,
        PaperWent,
        Participant,
        Particulars,
        PassedOn,
        Preparation,
        PreparationNote,
        Printed,
        Prison,
        Professional,
        PromiseMade,
        SafeContact,
        SafetyLook,
        SafetyQuestions,
        Scan,
        Sealed,
        Service,
        ServicePromise,
        SheetTyped,
        SomethingChanged,
        SomethingElse,
        Talk,
        TeamNote,
        Term,
        TermProgress,
        TimeSpent,
        Told,
        Venue,
        VisitSheet,
        Waiting,
        WelshLine,
        WelshPassed,
        WordsPassed,
    )
}
