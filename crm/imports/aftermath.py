"""What follows from the merged rows, by the kind of file."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from crm.duplicates.operations import detect
from crm.imports import merging
from crm.imports.passing import Passed
from crm.imports.reports import ImportReport
from crm.imports.sellers import foreseeing
from crm.imports.sellers import operations as sellers
from crm.imports.staging import Staged
from crm.partners import operations as partners
from models import Seller
from models.imports import ImportKind


async def foresee(
    session: AsyncSession, staged: Staged, report: ImportReport, passed: Passed | None
) -> ImportReport:
    """Complete what is known before anything is written."""
    match report.kind:
        case ImportKind.SELLERS:
            missing = await sellers.missing(session, passed)
            conflicts = await merging.count_conflicts(session, staged)
            would_list = report.dry_run and (report.added or report.changed)
            return replace(
                report,
                duplicates=await foreseeing.pairs(session, staged) if would_list else 0,
                gone=0 if missing.partial else missing.count,
                partial=missing.partial,
                conflicts=conflicts,
            )
        case ImportKind.SALES:
            return replace(report, unattached=await _unattached(session, staged))
        case ImportKind.PARTNERS:
            return report


async def follow(session: AsyncSession, report: ImportReport, *, now: datetime) -> ImportReport:
    """Do what follows once the rows are written."""
    match report.kind:
        case ImportKind.SELLERS:
            gone = await sellers.mark_gone(session, now=now) if report.gone else 0
            if report.added:
                await sellers.attach_sales(session)
            if not (report.added or report.changed):
                return replace(report, gone=gone)
            await partners.assign(session, batch_id=report.batch_id)
            found = await detect(session, batch_id=report.batch_id or 0, now=now)
            return replace(report, gone=gone, duplicates=found)
        case ImportKind.SALES:
            return report
        case ImportKind.PARTNERS:
            await partners.assign(session)
            return report


async def _unattached(session: AsyncSession, staged: Staged) -> int:
    here = staged.stage
    unknown = ~exists().where(col(Seller.portal_id) == here.c.seller_ref)
    return await session.scalar(select(func.count()).select_from(here).where(unknown)) or 0
