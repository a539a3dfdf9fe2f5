"""The files that are recognised by their columns, and which column of each says what.

The columns are those that the systems' own references and public code show. Systems differ in letter case, and the
columns of an export depend on who made it, so a file is told by the few that make it what it is.
"""

from collections.abc import Mapping
from typing import Literal

import msgspec

from ui.crm.table import Table, alike

Holds = Literal["interactions", "changes", "accounts", "key", "tieline"]
"""What a file's rows are: interactions, changes of fields, accounts, or what only helps to understand other files."""
Role = Literal[
    "id", "date", "kind", "words", "details", "author", "account id", "account name", "participants", "seconds",
    "field", "old", "new", "data type", "deleted", "closed", "status", "merged into", "parent",
]  # fmt: skip
ASKED: tuple[Role, ...] = (
    "date", "kind", "words", "details", "author", "participants", "account id", "account name", "id",
)  # fmt: skip
"""What a person may say which column it stands in."""
ROLE_NAMES: Mapping[Role, str] = {
    "id": "Id of the row",
    "date": "When it happened",
    "kind": "Kind",
    "words": "Words",
    "details": "More words",
    "author": "Author",
    "account id": "Id of the account",
    "account name": "Name of the account",
    "participants": "Who took part",
}

SALESFORCE, HUBSPOT, DYNAMICS = "Salesforce", "HubSpot", "Dynamics 365"
UNTOUCHED = "(do not modify) "
"""How the columns begin that Dynamics needs to take a file back."""
NOT_A_KIND = ("row checksum", "modified on", "account")


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of file."""

    id: str
    label: str
    system: str = ""
    """What the system is called whose ids it has; "" where somebody has to say."""
    holds: Holds
    needs: tuple[str, ...] = ()
    """The columns that it is known by; "a|b" for either."""
    columns: Mapping[Role, tuple[str, ...]] = {}
    """Where each thing stands: the first of these columns that there is."""
    notes: tuple[str, ...] = ()
    """What to know before it is brought in."""


CHANGES: Mapping[Role, tuple[str, ...]] = {
    "id": ("Id",), "date": ("CreatedDate",), "field": ("Field",), "old": ("OldValue",), "new": ("NewValue",),
    "data type": ("DataType",), "deleted": ("IsDeleted",), "author": ("CreatedBy.Name", "CreatedById"),
}  # fmt: skip
KEPT_18_MONTHS = (
    "Salesforce keeps the history of fields for 18 months unless told otherwise, so what changed before the first row may "
    "be missing."
)

SOURCES: tuple[Source, ...] = (
    Source(
        id="salesforce-account-history", label="Salesforce: history of account fields (AccountHistory)",
        system=SALESFORCE, holds="changes", needs=("accountid", "field", "oldvalue", "newvalue", "createddate"),
        columns={**CHANGES, "account id": ("AccountId",), "account name": ("Account.Name",)}, notes=(KEPT_18_MONTHS,),
    ),
    Source(
        id="salesforce-opportunity-history",
        label="Salesforce: history of opportunity fields (OpportunityFieldHistory)", system=SALESFORCE, holds="changes",
        needs=("opportunityid", "field", "oldvalue", "newvalue", "createddate"),
        columns={**CHANGES, "parent": ("OpportunityId",), "account id": ("AccountId",)},
        notes=(KEPT_18_MONTHS, "Which account a row is about stands in the export of opportunities (Id, AccountId, Name): drop them together."),
    ),
    Source(
        id="salesforce-task", label="Salesforce: tasks and calls (Task)", system=SALESFORCE, holds="interactions",
        needs=("id", "subject", "activitydate", "accountid|whatid"),
        columns={
            "id": ("Id",), "date": ("ActivityDate",), "kind": ("TaskSubtype", "Type"), "words": ("Subject",),
            "details": ("Description",), "author": ("Owner.Name", "CreatedBy.Name", "OwnerId", "CreatedById"),
            "account id": ("AccountId",), "account name": ("Account.Name",), "parent": ("WhatId",),
            "seconds": ("CallDurationInSeconds",), "deleted": ("IsDeleted",), "closed": ("IsClosed",),
            "status": ("Status",),
        },
    ),
    Source(
        id="salesforce-opportunity", label="Salesforce: opportunities (a key for other files)", system=SALESFORCE,
        holds="key", needs=("id", "accountid", "stagename|closedate|name|amount"),
        columns={"id": ("Id",), "account id": ("AccountId",), "account name": ("Account.Name",), "words": ("Name",)},
    ),
    Source(
        id="salesforce-user", label="Salesforce: users (a key for other files)", system=SALESFORCE, holds="key",
        needs=("id", "name", "username|profileid|userroleid"), columns={"id": ("Id",), "words": ("Name",)},
    ),
    Source(
        id="salesforce-account", label="Salesforce: accounts (Account)", system=SALESFORCE, holds="accounts",
        needs=("id", "name", "masterrecordid|isdeleted|billingcountry|billingcity|billingstreet|parentid|industry"),
        columns={
            "account id": ("Id",), "account name": ("Name",), "date": ("CreatedDate",), "deleted": ("IsDeleted",),
            "merged into": ("MasterRecordId",),
        },
    ),
    Source(
        id="hubspot-engagements", label="HubSpot: engagements", system=HUBSPOT, holds="interactions",
        needs=("id", "type", "engagement_bodypreview|portalid|ownerid", "datetime|createdat"),
        columns={
            "id": ("ID",), "date": ("DATETIME", "CREATEDAT"), "kind": ("TYPE",), "words": ("SUBJECT",),
            "details": ("BODY", "ENGAGEMENT_BODYPREVIEW"), "author": ("OWNERID", "CREATEDBY"), "status": ("STATUS",),
        },
        notes=("Which company a row is about stands in the table of associations, and its name in the export of companies: drop them together.",),
    ),
    Source(
        id="hubspot-associations", label="HubSpot: which company an engagement is about (a key for other files)",
        system=HUBSPOT, holds="key", needs=("engagements_engagement_id", "engagementassociatedcompany"),
        columns={"id": ("ENGAGEMENTS_ENGAGEMENT_ID",), "account id": ("ENGAGEMENTASSOCIATEDCOMPANY",)},
    ),
    Source(
        id="hubspot-companies", label="HubSpot: companies", system=HUBSPOT, holds="accounts",
        needs=("record id", "company name"),
        columns={"account id": ("Record ID",), "account name": ("Company name",), "date": ("Create Date",)},
    ),
    Source(
        id="dynamics-accounts", label="Dynamics 365: accounts", system=DYNAMICS, holds="accounts",
        needs=(f"{UNTOUCHED}account",),
        columns={
            "account id": (f"{UNTOUCHED}account",), "account name": ("Account Name", "Name"), "date": ("Created On",),
        },
    ),
    Source(
        id="dynamics-activities", label="Dynamics 365: activities", system=DYNAMICS, holds="interactions",
        columns={
            "date": ("Actual End", "Due", "Due Date", "End Time"), "words": ("Subject",), "details": ("Description",),
            "author": ("Assigned To", "Owner"), "account name": ("Regarding",), "participants": ("Recipient", "Call To"),
            "status": ("Activity Status",), "kind": ("Activity Type",),
        },
        notes=("“Due” is when it was to be done: the file does not say whether it was.",),
    ),
    Source(
        id="dynamics-audit", label="Dynamics 365: audit of changes", system=DYNAMICS, holds="changes",
        needs=("auditid", "createdon", "action"),
        columns={
            "id": ("auditid",), "date": ("createdon",), "account id": ("objectid", "_objectid_value"),
            "author": ("callinguserid", "userid", "_userid_value"),
        },
        notes=("The audit names changed fields by numbers that mean nothing here, and no values: a row says that something changed, and no more.",),
    ),
    Source(
        id="tieline-facts", label="Tieline: published facts (a case file)", holds="tieline",
        needs=("row_id", "supplier", "account", "date_precision", "kind", "fact"),
    ),
    Source(id="tieline-commands", label="Tieline: a file of commands", holds="tieline", needs=("account", "do", "on")),
    Source(
        id="table", label="Another table", holds="interactions",
        columns={
            "id": ("Id", "Record ID", "Activity ID", "Row ID"),
            "date": ("Date", "When", "Activity Date", "ActivityDate", "Happened", "Start", "Start Date", "Due", "Created Date", "CreatedDate", "Created On", "Created"),
            "kind": ("Kind", "Type", "Activity Type", "Task Subtype"),
            "words": ("Subject", "Summary", "Words", "Title", "Notes", "What", "Comment", "Comments", "Description"),
            "details": ("Description", "Body", "Notes", "Full Comments", "Comments"),
            "author": ("Author", "Assigned", "Assigned To", "Owner", "Created By", "Account Owner"),
            "account id": ("Account ID", "AccountId", "Company ID", "Customer ID"),
            "account name": ("Account", "Account Name", "Company / Account", "Company", "Company name", "Customer", "Regarding", "Client"),
            "participants": ("Participants", "Attendees", "Contact", "Recipient"),
        },
    ),
)  # fmt: skip
BY_ID: Mapping[str, Source] = {each.id: each for each in SOURCES}
TABLE = BY_ID["table"]
BY_PREFIX = {"001": "salesforce-account", "005": "salesforce-user"}
"""What Salesforce ids begin with."""


def recognised(table: Table) -> Source:
    """The kind of file that a table's columns make it."""
    names = table.names()
    if activity_kind(table):
        return BY_ID["dynamics-activities"]
    for source in SOURCES:
        if source.needs and all(names & set(each.split("|")) for each in source.needs):
            return source
    if {"id", "name"} <= names and table.rows:
        return BY_ID.get(BY_PREFIX.get(table.rows[0].cells[table.place("Id")][:3], ""), TABLE)
    return TABLE


def activity_kind(table: Table) -> str:
    """The kind of activities that a Dynamics export is of, as its first column says: "Phone Call"; "" for other files."""
    for column in table.columns:
        kind = alike(column).removeprefix(UNTOUCHED)
        if alike(column) != kind and kind not in NOT_A_KIND:
            return column.strip()[len(UNTOUCHED) :]
    return ""


def columns_in(source: Source, table: Table) -> dict[Role, str]:
    """The columns of a table that say what, as far as the kind of file knows."""
    found: dict[Role, str] = {}
    for role, candidates in source.columns.items():
        for each in candidates:
            place = table.place(each)
            if place >= 0 and not (source is TABLE and table.columns[place] in found.values()):
                found[role] = table.columns[place]
                break
    if source.id == "dynamics-activities" and (kind := activity_kind(table)):
        found["id"] = table.columns[table.place(UNTOUCHED + kind)]
    return found
