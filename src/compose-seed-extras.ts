/** What trial mode has beside its cases, so that no page of the console is first seen empty. */
import { createDataKeys } from './audit/data-keys';
import { createRecordAudit } from './audit/record-audit';
import { insertExport } from './cases/exports/export-store';
import { executeAction } from './cases/life-cycle/execute-action';
import { figureNames } from './cases/reports/figures';
import { refreshReports } from './cases/reports/refresh-reports';
import { makeMonthlySnapshot } from './cases/reports/snapshots';
import { composeCases } from './compose-cases';
import type { WorldParts } from './compose-seed-world';
import { listTold } from './delivery/list-told';
import { reportItem } from './items/reports/item-reports';
import { blockCitizen } from './messages/blocks/block-citizen';
import { createProgressLinks } from './pages/progress/progress-links';
import { addCivilDays, chinaDateOf } from './platform/china-time';
import { AppError } from './platform/errors';
import { createSealer } from './privacy/sealer';
import { BLOCK, ITEM_REPORT, MOST_DRAWN } from './seed/example-extras';
import { findPeople } from './seed/example-people';
import { findAccount } from './staff/person-store';

/** One unit's: a report on an item, and somebody in 黑名单. @throws AppError as `findPeople` */
export async function seedUnitExtras(given: WorldParts, unit: string): Promise<void> {
  const { database, clock, live, secretKey } = given;
  const item = live.content.routing.items.find((one) => one.unit === unit);
  if (item) await reportItem(database, { unit, item: item.id, text: ITEM_REPORT }, clock.now());

  const [ended] = await database.query<{ citizenId: string; number: string }>(
    `select citizen_id as "citizenId", number from cases
     where account = $1 and citizen_id is not null and state in ('closed', 'withdrawn')
     order by coalesce(outcome = 'unneeded', false) desc, id limit 1`,
    [unit],
  );
  if (!ended) return;
  const { id, name, ip } = (await findPeople(database, unit))('signer');
  const recordAudit = createRecordAudit(createDataKeys(createSealer(secretKey)));
  await database.transaction((tx) =>
    blockCitizen(
      tx,
      { clock, recordAudit },
      { id, name: name!, ip },
      {
        ...{ account: unit, citizenId: ended.citizenId, caseNumber: ended.number },
        ...{ reason: BLOCK.reason, untilDate: addCivilDays(chinaDateOf(clock.now()), BLOCK.days) },
      },
    ),
  );
}

/** The district's: 抽查 has what it draws, the month before has its 通报, and two people their files of it. */
export async function seedDistrictExtras(
  given: WorldParts,
  units: readonly string[],
): Promise<void> {
  const { database, clock, live } = given;
  await dismissDrawn(given, units);
  const now = clock.now();
  await refreshReports(
    {
      ...{ database, told: { listTold }, now: () => now },
      schedule: (unit) => live.content.schedules.of(unit),
    },
    { all: true },
  );
  const snapshot = await makeMonthlySnapshot(database, units, now);
  if (!snapshot) return;
  const { firstDay: from, lastDay: to } = snapshot;
  for (const username of ['tongchou', 'jiandu']) {
    const person = await findAccount(database, { username });
    if (!person) continue;
    await database.transaction((tx) =>
      insertExport(tx, {
        ...{ staffId: person.id, kind: 'report', format: 'xlsx', at: now },
        ...{ title: `办件通报${from}至${to}`, total: figureNames.length },
        request: { from, to, snapshot: snapshot.id },
      }),
    );
  }
}

/** Which cases are drawn lies in their ids: of those that wait, some that are drawn are closed as advertisements. */
async function dismissDrawn(
  { database, clock, live, secretKey, publicUrl }: WorldParts,
  units: readonly string[],
): Promise<void> {
  const drawn = await database.query<{ number: string; unit: string }>(
    `select number, owner_unit as unit from cases
     where state = 'awaiting_acceptance' and handler is null and not restricted
       and right(id::text, 2) < '0d'
     order by id limit ${MOST_DRAWN}`,
  );
  const sealer = createSealer(secretKey);
  const progress = createProgressLinks(secretKey, publicUrl);
  const cases = composeCases({ clock, sealer, progress, content: () => live.content });
  const scope = { units, restrictedUnits: [] };
  for (const { number, unit } of drawn) {
    const clerk = (await findPeople(database, unit))('clerk');
    const command = { action: 'dismiss', input: { cause: 'advertisement' } } as const;
    try {
      await executeAction(database, cases, scope, clerk, { ...command, number, version: null });
    } catch (error) {
      // Who writes of danger is never told that nothing need be done.
      if (!(error instanceof AppError)) throw error;
    }
  }
}
