"""The sections of the help page, which the search of the catalogue finds as well."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from myeloma_journal.catalogue.search import Entry

HELP = "help"


@dataclass(frozen=True)
class Link:
    """A page that a section leads to, by its URL name."""

    name: str
    label: str | Promise


@dataclass(frozen=True)
class Section:
    """A heading with its sentences and links."""

    slug: str
    title: str | Promise
    paragraphs: tuple[str | Promise, ...]
    links: tuple[Link, ...] = ()

    @property
    def url(self) -> str:
        """Where it is on the help page."""
        return f"{reverse('welcome:help')}#{self.slug}"


SECTIONS = (
    Section(
        "sick",
        _("If you feel sick"),
        (
            _(
                "Do not wait for this site. Call your care team. If you feel very "
                "sick, call your emergency number."
            ),
            _(
                "If you think about harming yourself, call a crisis line or your "
                "emergency number now. In the US, you can call or text 988."
            ),
        ),
    ),
    Section(
        "print",
        _("Print questions without an account"),
        (
            _(
                "Open a question list, choose the questions that matter to you, and "
                "print them. If you choose none, the whole list prints. Give the sheet "
                "to your doctor or nurse at the start of the visit."
            ),
        ),
        (Link("catalogue:checklist_list", _("Open question lists")),),
    ),
    Section(
        "look-up",
        _("Look up a word, a drug, or a test"),
        (),
        (
            Link("catalogue:term_list", _("Medical words explained")),
            Link("catalogue:drug_list", _("Drugs in plain language")),
            Link("catalogue:test_list", _("Tests and genes explained")),
            Link("catalogue:procedure_list", _("Procedures explained")),
        ),
    ),
    Section(
        "journal",
        _("Keep a journal"),
        (
            _(
                "The Today page asks how you feel. Tap what fits, then save. You can "
                "skip days, write about an earlier day, and edit what you wrote."
            ),
            _(
                "Choose “Talk about this at my next visit”, and the entry becomes one "
                "of your questions."
            ),
        ),
    ),
    Section(
        "visit",
        _("Take it to your visit"),
        (
            _(
                "Add the visit, choose your top three questions, and print the packet. "
                "Page one is for the doctor. Hand it to them."
            ),
        ),
    ),
    Section(
        "move",
        _("Move a journal to another site"),
        (
            _(
                "Open My data and download everything. On the other site, create an "
                "account and choose “Add a journal from a file”. You see what is in "
                "the file before anything is added."
            ),
        ),
    ),
    Section(
        "texts",
        _("Who wrote the texts"),
        (
            _(
                "The lists and explanations are a draft. No clinician has reviewed "
                "them yet. They are general information. Ask your care team."
            ),
        ),
        (Link("catalogue:source_list", _("About our sources")),),
    ),
)


def help_entries() -> Iterator[Entry]:
    """The sections, to be found."""
    for section in SECTIONS:
        text = " ".join(map(str, section.paragraphs))
        yield Entry(section, HELP, (str(section.title),), text)
