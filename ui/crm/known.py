"""What files that were dropped together say of each other: accounts by id, merged ones, opportunities, people, links."""

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from ui.crm.mapping import Cells, Understanding
from ui.crm.sources import SALESFORCE
from ui.crm.table import Table
from ui.finding import folded

SALESFORCE_ID, WITHOUT_CHECK = 18, 15
"""Letters: an id of 18 is that of 15 with three that only tell which of them are capitals; other exports have the 15."""
CHECK = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
"""What these three are written in: each tells the capitals among five letters, the first of them by the lowest bit."""
MERGES = 20
"""So many merges in a row are followed."""


class Company(msgspec.Struct, frozen=True):
    """An account as another system has it."""

    id: str
    """Letter for letter; "" where only a name is known."""
    name: str
    system: str = ""

    @property
    def token(self) -> str:
        """What it is told from others by."""
        return f"{folded(self.system)}\x1f{same_id(self.id, self.system)}" if self.id else f"\x1f{folded(self.name)}"


class Known(msgspec.Struct):
    """What the files say, by ids as they are compared."""

    companies: dict[tuple[str, str], Company] = {}
    """By system and id."""
    merged: dict[tuple[str, str], str] = {}
    """The id that a merged account went into."""
    deleted: set[tuple[str, str]] = set()
    opportunities: dict[str, tuple[str, str]] = {}
    """The account's id and the name of each opportunity."""
    people: dict[str, str] = {}
    of_engagement: dict[str, list[str]] = {}
    """The companies of each engagement."""
    has_associations: bool = False
    """Whether a table says which they are."""
    named: dict[tuple[str, str], list[Company]] = {}
    """The accounts of a name, by system and name, those that were merged away left out."""

    def company(self, system: str, company_id: str, name: str = "") -> Company:
        """The account of an id, that which it was merged into; its name where a file says it."""
        key = (folded(system), same_id(company_id, system))
        for _ in range(MERGES):
            if key not in self.merged:
                break
            company_id = self.merged[key]
            key = (key[0], same_id(company_id, system))
        return self.companies.get(key) or Company(company_id, name, system)

    def was_merged(self, system: str, old: str, new: str) -> bool:
        """Whether the account of one id went into that of another."""
        return (
            bool(old)
            and same_id(old, system) != same_id(new, system)
            and (same_id(self.company(system, old).id, system) == same_id(new, system))
        )


def same_id(text: str, system: str) -> str:
    """An id as it is compared with others of its system."""
    text = text.strip()
    if len(text) == SALESFORCE_ID and folded(system) == folded(SALESFORCE) and text[WITHOUT_CHECK:] == check_of(text):
        return text[:WITHOUT_CHECK]
    return text.casefold() if "-" in text else text


def check_of(text: str) -> str:
    """The three letters that tell the capitals of a Salesforce id."""
    fives = (text[at : at + 5] for at in (0, 5, 10))
    return "".join(CHECK[sum(each.isupper() << place for place, each in enumerate(five))] for five in fives)


def known_from(files: Iterable[tuple[Table, Understanding]]) -> Known:
    """What all the files together say."""
    known = Known()
    for table, understanding in files:
        source, cells = understanding.source, Cells(table, understanding)
        if source.holds == "accounts":
            enter_accounts(known, table, cells, understanding.system)
        elif source.id == "hubspot-associations":
            known.has_associations = True
            for row in table.rows:
                companies = known.of_engagement.setdefault(cells.of(row, "id"), [])
                if (company := cells.of(row, "account id")) and company not in companies:
                    companies.append(company)
        elif source.id == "salesforce-opportunity":
            for row in table.rows:
                opportunity = same_id(cells.of(row, "id"), SALESFORCE)
                known.opportunities[opportunity] = cells.of(row, "account id"), cells.of(row, "words")
        elif source.id == "salesforce-user":
            known.people |= {same_id(cells.of(row, "id"), SALESFORCE): cells.of(row, "words") for row in table.rows}
    by_name: dict[tuple[str, str], list[Company]] = defaultdict(list)
    for key, each in known.companies.items():
        if key not in known.merged and key not in known.deleted and each.name:
            by_name[key[0], folded(each.name)].append(each)
    known.named = dict(by_name)
    return known


def enter_accounts(known: Known, table: Table, cells: Cells, system: str) -> None:
    """Note the accounts of a file."""
    for row in table.rows:
        company_id = cells.of(row, "account id")
        if not company_id:
            continue
        key = (folded(system), same_id(company_id, system))
        known.companies[key] = Company(company_id, " ".join(cells.of(row, "account name").split()), system)
        if into := cells.of(row, "merged into"):
            known.merged[key] = into
        elif is_yes(cells.of(row, "deleted")):
            known.deleted.add(key)


def is_yes(text: str) -> bool:
    """Whether a cell says that something is so."""
    return text.strip().casefold() in {"true", "yes", "1"}
