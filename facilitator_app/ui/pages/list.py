"""All pages by the name of their place. Nothing registers itself."""

from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.afterwards import AfterwardsPage
from facilitator_app.ui.pages.agreement import AgreementPage
from facilitator_app.ui.pages.amend import AmendPage, SealedTermPage
from facilitator_app.ui.pages.around import AroundPage
from facilitator_app.ui.pages.back_from_paper import BackFromPaperPage
from facilitator_app.ui.pages.before import BeforePage, TalkPage
from facilitator_app.ui.pages.board import BoardPage
from facilitator_app.ui.pages.bring_in import BringInPage
from facilitator_app.ui.pages.case import CasePage
from facilitator_app.ui.pages.case_out import CaseOutPage
from facilitator_app.ui.pages.cases import CasesPage
from facilitator_app.ui.pages.close import ClosePage
from facilitator_app.ui.pages.compare import ComparePage
from facilitator_app.ui.pages.copy import CopyPage
from facilitator_app.ui.pages.day import DayPage
from facilitator_app.ui.pages.exchange import ExchangePage
from facilitator_app.ui.pages.find import FindPage
from facilitator_app.ui.pages.finish import FinishPage
from facilitator_app.ui.pages.forms import FormsPage
from facilitator_app.ui.pages.going_ahead import GoAheadPage, PathPage
from facilitator_app.ui.pages.gone import GonePage
from facilitator_app.ui.pages.guide import GuidePage
from facilitator_app.ui.pages.guide_files import GuideInPage, GuideOutPage
from facilitator_app.ui.pages.guides import GuideLookPage, GuidesPage
from facilitator_app.ui.pages.handing_over import HandingOverPage
from facilitator_app.ui.pages.help import HelpPage
from facilitator_app.ui.pages.history import AsItWasPage, HistoryPage
from facilitator_app.ui.pages.join import JoinPage
from facilitator_app.ui.pages.letter import LetterPage
from facilitator_app.ui.pages.letter_texts import LetterTextsPage
from facilitator_app.ui.pages.managing import ManagingPage
from facilitator_app.ui.pages.meeting import MeetingPage
from facilitator_app.ui.pages.note import NotePage
from facilitator_app.ui.pages.numbers import NumbersPage
from facilitator_app.ui.pages.paper import PaperPage
from facilitator_app.ui.pages.papers import PapersPage
from facilitator_app.ui.pages.passing import PassingPage
from facilitator_app.ui.pages.person import PersonPage
from facilitator_app.ui.pages.places import PlacesPage
from facilitator_app.ui.pages.preparation import PreparationPage
from facilitator_app.ui.pages.record import RecordPage
from facilitator_app.ui.pages.register import RegisterPage
from facilitator_app.ui.pages.rings import RingsPage
from facilitator_app.ui.pages.room import RoomPage
from facilitator_app.ui.pages.scan import ScanPage
from facilitator_app.ui.pages.scans import ScansPage
from facilitator_app.ui.pages.settings import SettingsPage
from facilitator_app.ui.pages.small import LeaveSidePage, NewCasePage, OnlySidePage
from facilitator_app.ui.pages.term import AskOwnerPage, ReadBackPage, SignedPage, TermPage
from facilitator_app.ui.pages.time_kept import TimePage
from facilitator_app.ui.pages.to_print import ToPrintPage
from facilitator_app.ui.pages.today import TodayPage
from facilitator_app.ui.pages.twice import TwicePage
from facilitator_app.ui.pages.two_versions import TwoVersionsPage
from facilitator_app.ui.pages.visit_pack import VisitPackPage
from facilitator_app.ui.pages.ways import CoverCodePage, PassphrasePage, SheetPage
from facilitator_app.ui.pages.welsh import WelshPage
from facilitator_app.ui.pages.welsh_lines import WelshLinesPage
from facilitator_app.ui.pages.whose import WhosePage
from facilitator_app.ui.pages.wishes import WishesPage

PAGES: dict[str, type[Page]] = {
    "afterwards": AfterwardsPage,
    "agreement": AgreementPage,
    "amend": AmendPage,
    "around": AroundPage,
    "as_it_was": AsItWasPage,
    "ask_owner": AskOwnerPage,
    "back_from_paper": BackFromPaperPage,
    "before": BeforePage,
    "board": BoardPage,
    "bring_in": BringInPage,
    "case": CasePage,
    "case_out": CaseOutPage,
    "cases": CasesPage,
    "close": ClosePage,
    "compare": ComparePage,
    "copy": CopyPage,
    "cover_code": CoverCodePage,
    "day": DayPage,
    "find": FindPage,
    "finish": FinishPage,
    "exchange": ExchangePage,
    "forms": FormsPage,
    "go_ahead": GoAheadPage,
    "gone": GonePage,
    "handing_over": HandingOverPage,
    "history": HistoryPage,
    "help": HelpPage,
    "guide": GuidePage,
    "guide_in": GuideInPage,
    "guide_look": GuideLookPage,
    "guide_out": GuideOutPage,
    "guides": GuidesPage,
    "leave_side": LeaveSidePage,
    "join": JoinPage,
    "letter": LetterPage,
    "letter_texts": LetterTextsPage,
    "managing": ManagingPage,
    "meeting": MeetingPage,
    "new_case": NewCasePage,
    "note": NotePage,
    "numbers": NumbersPage,
    "only_side": OnlySidePage,
    "paper": PaperPage,
    "papers": PapersPage,
    "passing": PassingPage,
    "passphrase": PassphrasePage,
    "path": PathPage,
    "person": PersonPage,
    "places": PlacesPage,
    "preparation": PreparationPage,
    "read_back": ReadBackPage,
    "record": RecordPage,
    "register": RegisterPage,
    "rings": RingsPage,
    "room": RoomPage,
    "scan": ScanPage,
    "scans": ScansPage,
    "sealed_term": SealedTermPage,
    "settings": SettingsPage,
    "sheet": SheetPage,
    "signed": SignedPage,
    "talk": TalkPage,
    "term": TermPage,
    "time": TimePage,
    "to_print": ToPrintPage,
    "today": TodayPage,
    "twice": TwicePage,
    "two_versions": TwoVersionsPage,
    "visit_pack": VisitPackPage,
    "welsh": WelshPage,
    "welsh_lines": WelshLinesPage,
    "whose": WhosePage,
    "wishes": WishesPage,
}

# What opens on a laptop that has not heard from its service for longer than that allows: the way back, and what must always be at hand.
OPEN_UNHEARD = frozenset({"cover_code", "exchange", "gone", "help", "join", "managing", "numbers", "passphrase", "settings", "sheet"})

# What one-side view does not show at all, whatever leads there.
CLOSED_WITH_ONE_SIDE = frozenset(
    {
        "agreement",
        "amend",
        "around",
        "as_it_was",
        "ask_owner",
        "before",
        "board",
        "bring_in",
        "case_out",
        "close",
        "compare",
        "copy",
        "day",
        "exchange",
        "forms",
        "go_ahead",
        "handing_over",
        "history",
        "join",
        "guide",
        "guide_in",
        "guide_look",
        "guide_out",
        "guides",
        "letter_texts",
        "managing",
        "meeting",
        "new_case",
        "papers",
        "passing",
        "path",
        "talk",
        "read_back",
        "room",
        "scan",
        "scans",
        "sealed_term",
        "signed",
        "term",
        "two_versions",
        "visit_pack",
        "welsh",
        "welsh_lines",
        "whose",
        "passphrase",
        "sheet",
        "time",
        "to_print",
        "twice",
        "wishes",
    }
)
