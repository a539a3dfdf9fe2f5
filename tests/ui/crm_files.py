"""Files as other systems export them, with invented values."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook

from domain.access import Actor
from ui.bootstrap import Tieline
from ui.crm.accounts import on_record
from ui.crm.bringing_in import bring_in
from ui.crm.files import dropped
from ui.crm.known import known_from
from ui.crm.mapping import Understanding, understood
from ui.crm.outcome import Outcome
from ui.crm.planning import Plan, placed, understood_rows
from ui.crm.rows import Fallen, Told, told_in
from ui.crm.table import Table

TODAY = date(2026, 11, 22)

ACCOUNTS = """\
Id,IsDeleted,MasterRecordId,Name,Industry
001000000000011AAA,false,,Brook Bakers,Food
001000000000012AAA,false,,Heron Stores,Retail
001000000000013AAA,true,001000000000012AAA,Heron Shops,Retail
001000000000014AAA,true,,Gone Ltd,
"""
TASKS = """\
Id,WhatId,Subject,ActivityDate,Status,OwnerId,Description,IsDeleted,AccountId,IsClosed,CallDurationInSeconds,CallType
00t000000000021AAA,001000000000011AAA,Autumn range,2025-09-01,Completed,005000000000031AAA,,false,001000000000011AAA,true,,
00t000000000022AAA,001000000000011AAA,Pallet sizes,2025-09-02,Completed,005000000000031AAA,"Two heights, no more",false,001000000000011AAA,true,2700,Inbound
00t000000000023AAA,001000000000012AAA,Draft to send,2025-09-03,Not Started,005000000000031AAA,,false,001000000000012AAA,false,,
00t000000000024AAA,006000000000041AAA,After the pilot,2025-09-04,Completed,005000000000032AAA,,false,,true,,
00t000000000025AAA,001000000000013AAA,Two invoices,2025-09-05,Completed,005000000000032AAA,,false,001000000000013AAA,true,30,
00t000000000026AAA,,Depot seen,,Completed,005000000000032AAA,,false,001000000000011AAA,true,,
00t000000000027AAA,,Struck off,2025-09-06,Completed,005000000000032AAA,,true,001000000000011AAA,true,,
00t000000000028AAA,,Fair next spring,2027-03-01,Completed,005000000000032AAA,,false,001000000000011AAA,true,,
"""
OPPORTUNITIES = "Id,AccountId,Name\n006000000000041AAA,001000000000012AAA,Chilled shelf\n"
USERS = "Id,Username,Name\n005000000000031AAA,rune@example.org,Rune Vik\n005000000000032AAA,siv@example.org,Siv Lie\n"
HISTORY = """\
CreatedDate,Id,IsDeleted,AccountId,CreatedById,DataType,Field,OldValue,NewValue
2025-10-01T22:30:00.000+0000,017000000000051AAA,false,001000000000011AAA,005000000000031AAA,Text,Rating,Cold,Warm
2025-10-01T23:30:00.000-0300,017000000000052AAA,false,001000000000011AAA,005000000000031AAA,Text,Industry,,Food
2025-10-03T08:00:00.000Z,017000000000053AAA,false,001000000000012AAA,005000000000032AAA,Text,Owner,Rune Vik,Siv Lie
2025-10-03T08:00:00.000Z,017000000000054AAA,false,001000000000012AAA,005000000000032AAA,EntityId,Owner,005000000000031AAA,005000000000032AAA
2025-10-04T08:00:00.000Z,017000000000055AAA,false,001000000000012AAA,005000000000032AAA,EntityId,Owner,005000000000032AAA,005000000000031AAA
2025-10-05T08:00:00.000Z,017000000000056AAA,false,001000000000013AAA,005000000000031AAA,Text,created,,
2025-10-06T08:00:00.000Z,017000000000057AAA,false,001000000000011AAA,005000000000031AAA,Text,Name,Brook & Sons,Brook Bakers
2025-10-07T08:00:00.000Z,017000000000058AAA,false,001000000000011AAA,005000000000031AAA,Text,Shelf_Plan__c,weekly,
"""
STAGES = """\
Id,IsDeleted,OpportunityId,CreatedById,CreatedDate,DataType,Field,OldValue,NewValue
00b000000000061AAA,false,006000000000041AAA,005000000000031AAA,2025-08-01T09:00:00.000Z,Text,opportunityCreatedFromLead,,
00b000000000062AAA,false,006000000000041AAA,005000000000031AAA,2025-08-20T09:00:00.000Z,Text,StageName,Qualification,Proposal
00b000000000063AAA,false,006000000000099AAA,005000000000031AAA,2025-08-21T09:00:00.000Z,Text,StageName,Qualification,Closed Lost
"""
COMPANIES = """\
"Record ID","Company name","Company owner","Create Date"
"300000000001","Brook Bakers","Rune Vik","2025-01-10 10:00"
"300000000002","Heron Stores","Rune Vik","2025-01-11 23:30"
"300000000003","","","2025-01-12 10:01"
"300000000004","Dune Clinics","Siv Lie","2025-01-12 10:02"
"300000000005","Dune Clinics","","2025-01-13 10:03"
"""
ENGAGEMENTS = """\
ID,ATTACHMENTS,BODY,CREATEDAT,CREATEDBY,DATETIME,ENGAGEMENT_BODYPREVIEW,OWNERID,PORTALID,STATUS,SUBJECT,TYPE
8000000001,[],<p>Targets of <b>spring</b></p>,2025-02-01 09:00:00.000,21,2025-02-01 09:00:00.000,Targets of spring,21,77,,,NOTE
8000000002,[],Shelf by shelf,2025-02-03 10:00:00.000,21,2025-02-05 23:30:00.000,Shelf by shelf,21,77,,Range day,MEETING
8000000003,[],Stock,2025-02-06 08:00:00.000,22,2025-02-06 08:00:00.000,Stock,22,77,COMPLETED,,CALL
8000000004,[],Send it,2025-02-07 08:00:00.000,22,2025-02-09 08:00:00.000,Send it,22,77,NOT_STARTED,Send it,TASK
8000000005,[],"Prices, again",2025-02-08 08:00:00.000,22,2025-02-08 08:00:00.000,"Prices, again",22,77,,Re: prices,INCOMING_EMAIL
8000000006,[],Nobody's,2025-02-09 08:00:00.000,22,2025-02-09 08:00:00.000,Nobody's,22,77,,,NOTE
"""
ASSOCIATIONS = """\
ENGAGEMENTS_ENGAGEMENT_ID,POSITION,ENGAGEMENTASSOCIATEDCOMPANY
8000000001,0,300000000001
8000000002,0,300000000001
8000000002,1,300000000002
8000000003,0,300000000003
8000000005,0,300000000004
"""
PHONE_CALLS = """\
(Do Not Modify) Phone Call,(Do Not Modify) Row Checksum,(Do Not Modify) Modified On,Due,Recipient,Assigned To,Subject,Regarding
7e000000-0000-4000-8000-000000000001,a==,2025-02-01 09:15,2025-02-02 10:00,Liv Berg,Rune Vik,Targets,Brook Bakers
7e000000-0000-4000-8000-000000000002,b==,2025-02-03 11:00,,Liv Berg,Rune Vik,Call back,Brook Bakers
7e000000-0000-4000-8000-000000000003,c==,2025-02-05 11:00,2025-02-06 10:00,Ola Moe,Siv Lie,Kick-off,Nowhere Known
"""
AUDIT = """\
auditid,createdon,callinguserid,action,attributemask
7e000000-0000-4000-8000-0000000000a1,2025-02-01T09:15:00Z,,2,"31,44"
7e000000-0000-4000-8000-0000000000a2,2025-02-02T09:15:00Z,7e000000-0000-4000-8000-0000000000b1,1,
"""


def files(**contents: str | bytes) -> list[tuple[Table, Understanding]]:
    """Files by their names, each as it is understood by itself."""
    found = dropped(
        [(f"{name}.csv", each.encode() if isinstance(each, str) else each) for name, each in contents.items()]
    )
    assert not found.refused, found.refused
    return [(table, understood(table)) for table in found.tables]


def read_rows(understood_files: Sequence[tuple[Table, Understanding]], name: str) -> tuple[list[Told], list[Fallen]]:
    """The rows of one file among others, each understood."""
    known = known_from(understood_files)
    table, how = next(each for each in understood_files if each[0].file == f"{name}.csv")
    return told_in(table, how, known, TODAY)


def plan(
    tieline: Tieline,
    understood_files: Sequence[tuple[Table, Understanding]],
    by: Actor,
    *,
    open_new: bool = True,
    chosen: dict[str, str] | None = None,
) -> Plan:
    """Where each row goes."""
    rows = understood_rows(understood_files, TODAY)
    return placed(rows, on_record(tieline, by.own), chosen=chosen or {}, open_new=open_new, by=by)


def brought_in(
    tieline: Tieline,
    by: Actor,
    *,
    open_new: bool = True,
    dry_run: bool = False,
    these: Mapping[str, str] | None = None,
    **contents: str,
) -> Outcome:
    """What becomes of the rows of files."""
    dropped_together = files(**(these or {}), **contents)
    return bring_in(tieline, plan(tieline, dropped_together, by, open_new=open_new), by=by, dry_run=dry_run)


def counts(outcome: Outcome) -> tuple[int, int, int, int, int]:
    """Rows, and how many were recorded, on record already, refused and left out."""
    return (
        outcome.rows,
        outcome.recorded,
        outcome.already_recorded,
        len(outcome.refused),
        len(outcome.left_out),
    )


def workbook(*sheets: list[list[Any]]) -> bytes:
    """A workbook with these sheets."""
    book = Workbook()
    for number, rows in enumerate(sheets):
        sheet = book.active if number == 0 else book.create_sheet(f"More {number}")
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """A workbook one part of which is another."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            new.writestr(each, part if each == name else old.read(each))
        if name not in old.namelist():
            new.writestr(name, part)
    return file.getvalue()
