"""What follows from the merged rows, by the kind of file."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from crm.duplicates.operations import detect
from crm.imports import merging, owners
from crm.imports.missing import mark_gone, missing
from crm.imports.passing import Passed
from crm.imports.reports import ImportReport
from crm.imports.sellers import foreseeing
from crm.imports.staging import Staged
from crm.imports.subject import Subject
from crm.partners import operations as partners
from crm.uploads.prices import count_prices
from models.imports import ImportKind


async def foresee(
    session: AsyncSession, staged: Staged, report: ImportReport, passed: Passed | None
) -> ImportReport:
    """Complete what is known before anything is written."""
    match report.kind:
        case ImportKind.SELLERS:
            conflicts = await merging.count_conflicts(session, staged)
            would_list = report.dry_run and (report.added or report.changed)
            return replace(
                await _without(session, staged, report, passed),
                duplicates=await foreseeing.pairs(session, staged) if would_list else 0,
                conflicts=conflicts,
            )
        case ImportKind.SALES:
            return await _waiting(session, staged, report, passed)
        case ImportKind.PRODUCTS:
            report = await _without(session, staged, report, passed)
            return await _waiting(session, staged, report, passed)
        case ImportKind.PARTNERS:
            return report


async def follow(
    session: AsyncSession, subject: Subject, report: ImportReport, *, now: datetime
) -> ImportReport:
    """Do what follows once the rows are written."""
    if report.gone:
        report = replace(report, gone=await mark_gone(session, subject, now=now))
    match report.kind:
        case ImportKind.SELLERS:
            return await _pulled(session, report, now)
        case ImportKind.PRODUCTS:
            if report.added or report.changed or report.gone:
                await count_prices(session)
            return report
        case ImportKind.SALES:
            return report
        case ImportKind.PARTNERS:
            await partners.assign(session)
            return report


async def _pulled(session: AsyncSession, report: ImportReport, now: datetime) -> ImportReport:
    if report.added:
        await owners.attach(session)
    if not (report.added or report.changed):
        return report
    await partners.assign(session, batch_id=report.batch_id)
    found = await detect(session, batch_id=report.batch_id or 0, now=now)
    return replace(report, duplicates=found)


async def _without(
    session: AsyncSession, staged: Staged, report: ImportReport, passed: Passed | None
) -> ImportReport:
    lacks = await missing(session, staged.subject, passed)
    return replace(report, gone=0 if lacks.partial else lacks.count, partial=lacks.partial)


async def _waiting(
    session: AsyncSession, staged: Staged, report: ImportReport, passed: Passed | None
) -> ImportReport:
    return replace(report, unattached=await owners.unattached(session, staged, passed))
