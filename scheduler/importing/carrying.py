"""Carry out one order: show what would change, or take the file in and say what did."""

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError
from telegram.error import TelegramError

from crm.errors import CrmError
from crm.imports.course import TooManyRejects
from crm.imports.orders import operations, outcomes, queries
from crm.imports.orders.findings import (
    Findings,
    RejectLine,
    findings_in,
    findings_of,
    rejects_of,
)
from crm.imports.orders.operations import OrderLost
from crm.imports.orders.rules import ATTEMPTS, pause_after
from crm.imports.reports import ImportReport
from crm.imports.rules import moves_stores, too_many_rejects
from crm.imports.taking import take_in
from crm.imports.wishes import Wish
from crm.segments.operations import take_snapshot
from models import ImportOrder
from models.imports import ImportState
from scheduler.importing.sheets import rejects_sheet
from scheduler.importing.showing import showing
from scheduler.importing.tools import Tools

log = structlog.get_logger()


class FileNotFetched(CrmError):
    """The file could not be fetched, however often it was tried."""

    code = "file_not_fetched"


class Carrier:
    """Carries out orders that are in hand; each ends in one of the outcomes, or is put off."""

    def __init__(self, tools: Tools) -> None:
        """Work with `tools`."""
        self._tools = tools
        self._services = tools.services
        self._database = tools.services.database

    async def carry_out(self, order: ImportOrder) -> None:
        """Bring `order` as far as it goes without staff.

        Raises:
            OrderLost: somebody else has it now.
            OperationalError, InterfaceError: the database is away; the lease ends by itself.
        """
        try:
            await self._carry_out(order)
        except (OrderLost, OperationalError, InterfaceError):
            raise
        except TooManyRejects as error:
            await self._refuse(order, error, rejects_of(error.report))
        except CrmError as error:
            await self._refuse(order, error)
        except TelegramError as error:
            await self._put_off(order, error)
        except Exception as error:
            log.exception("import_failed", order_id=order.id)
            await self._fail(order, type(error).__name__)

    async def _carry_out(self, order: ImportOrder) -> None:
        if order.attempts > ATTEMPTS:
            log.error("import_given_up", order_id=order.id)
            await self._fail(order, f"given up after {ATTEMPTS} attempts")
        elif order.state is ImportState.WAITING:
            await self._preview(order)
        elif not await self._was_done(order):
            await self._take_in(order)

    async def _preview(self, order: ImportOrder) -> None:
        report = await self._run(order, dry_run=True)
        if report.already is not None:
            await self._known(order, report)
            return
        too_many = too_many_rejects(report, self._services.settings.import_max_rejected)
        async with self._database.transaction() as session:
            await outcomes.previewed(
                session, order, report=report, too_many=too_many, now=self._services.clock.now()
            )

    async def _take_in(self, order: ImportOrder) -> None:
        report = await self._run(order, dry_run=False)
        if report.already is not None:
            await self._known(order, report)
            return
        log.info("import_done", order_id=order.id, batch_id=report.batch_id, rows=report.rows)
        await self._finish(order, findings_of(report), report.batch_id or 0, report.seconds)
        if moves_stores(report):
            await self._count_segments()

    async def _count_segments(self) -> None:
        """Let the week's segments follow; the nightly count makes good what fails here."""
        now, settings = self._services.clock.now(), self._services.settings
        try:
            await take_snapshot(self._database, now=now, settings=settings)
        except Exception:
            log.exception("snapshot_failed")

    async def _was_done(self, order: ImportOrder) -> bool:
        """Finish what a process that died had taken in already."""
        async with self._database.reading() as session:
            batch = await queries.batch_of(session, order_id=order.id or 0)
        if batch is None:
            return False
        seconds = (order.updated_at - batch.at).total_seconds()
        await self._finish(order, findings_in(batch), batch.id or 0, max(0.0, seconds))
        return True

    async def _run(self, order: ImportOrder, *, dry_run: bool) -> ImportReport:
        wish = Wish(
            profile=order.profile,
            profiles=self._services.settings.import_profiles,
            dry_run=dry_run,
            forced=order.forced,
            max_rejected=self._services.settings.import_max_rejected,
            source=order.source,
            staff_id=order.staff_id,
            order_id=order.id,
        )
        async with (
            self._tools.fetch(order) as path,
            showing(self._services, order, self._tools.posted) as progress,
        ):
            return await take_in(
                self._database,
                path,
                kind=order.kind,
                wish=wish,
                now=self._services.clock.now(),
                file_name=order.file_name or path.name,
                progress=progress,
            )

    async def _finish(
        self, order: ImportOrder, findings: Findings, batch_id: int, seconds: float
    ) -> None:
        sheet = await rejects_sheet(self._tools, order, findings, batch_id=batch_id)
        async with self._database.transaction() as session:
            now = self._services.clock.now()
            rejects = await sheet.attach(session, order, now=now) if sheet else None
            await outcomes.done(
                session,
                order,
                findings=findings,
                seconds=round(seconds),
                rejects=rejects,
                now=now,
            )

    async def _known(self, order: ImportOrder, report: ImportReport) -> None:
        now = self._services.clock.now()
        async with self._database.transaction() as session:
            await outcomes.known(
                session,
                order,
                kind=report.kind,
                file_name=report.file_name,
                at=report.already or now,
                now=now,
            )

    async def _refuse(
        self, order: ImportOrder, error: CrmError, rejects: tuple[RejectLine, ...] = ()
    ) -> None:
        log.info("import_refused", order_id=order.id, code=error.code)
        async with self._database.transaction() as session:
            await outcomes.refused(
                session, order, error=error, rejects=rejects, now=self._services.clock.now()
            )

    async def _fail(self, order: ImportOrder, error: str) -> None:
        async with self._database.transaction() as session:
            await outcomes.failed(session, order, error=error, now=self._services.clock.now())

    async def _put_off(self, order: ImportOrder, error: TelegramError) -> None:
        log.warning("import_not_fetched", order_id=order.id, error=type(error).__name__)
        if order.attempts >= ATTEMPTS:
            await self._refuse(order, FileNotFetched(type(error).__name__))
            return
        async with self._database.transaction() as session:
            pause = pause_after(order.attempts)
            await operations.put_off(session, order, by=pause, now=self._services.clock.now())
