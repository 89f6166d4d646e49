/** What time brings about: called by jobs, in batches that several processes share without waiting. */
import type { Database, Tx } from '../../database/database';
import { AppError } from '../../platform/errors';
import type { Command } from './actions';
import { getCase } from './case-row';
import { getUnit } from './effect';
import { executeIn, SYSTEM_ACTOR } from './execute-action';
import { presentNotice } from './notices';
import type { LifeCyclePorts } from './ports';

const BATCH = 50;
const DAY_MS = 24 * 60 * 60 * 1000;

/** 办结 of answered cases whose time is over; one that a guard holds back is tried again the next day. @returns how many were closed */
export async function closeAnsweredCases(db: Database, ports: LifeCyclePorts): Promise<number> {
  return inBatches(db, ports, `state = 'answered' and auto_close_at <= $1`, async (tx, due) => {
    const command: Command = {
      action: 'close',
      number: due.number,
      version: null,
      input: { excuse: null },
    };
    if (await isDone(executeIn(tx, ports, null, SYSTEM_ACTOR, command))) return true;
    await tx.query(`update cases set auto_close_at = $2 where id = $1`, [
      due.id,
      new Date(ports.clock.now().getTime() + DAY_MS),
    ]);
    return false;
  });
}

/** 办结（未补充） of cases whose citizen has not written in time. @returns how many were closed */
export async function closeUnsupplementedCases(
  db: Database,
  ports: LifeCyclePorts,
): Promise<number> {
  return inBatches(
    db,
    ports,
    `state = 'awaiting_supplement' and auto_close_at <= $1`,
    async (tx, { number }) => {
      const command: Command = { action: 'close_unsupplemented', number, version: null, input: {} };
      await executeIn(tx, ports, null, SYSTEM_ACTOR, command);
      return true;
    },
  );
}

/** Reminds citizens, once each, of what is still missing. @returns how many were reminded */
export async function remindSupplements(db: Database, ports: LifeCyclePorts): Promise<number> {
  return inBatches(
    db,
    ports,
    `state = 'awaiting_supplement' and remind_at <= $1`,
    async (tx, { id, number }) => {
      const row = await getCase(tx, null, number);
      await tx.query(`update cases set remind_at = null where id = $1`, [id]);
      if (row.citizen_id === null) return false;
      const unit = getUnit(ports, row.owner_unit);
      const at = ports.clock.now();
      const progressUrl = ports.progressUrl({ caseId: id, round: row.round }, at);
      await ports.outbox.enqueueNotice(tx, {
        account: row.account,
        citizenId: row.citizen_id,
        caseId: id,
        text: presentNotice('supplement_reminder', row, unit, ports.clocks, { progressUrl }),
        at,
      });
      return true;
    },
  );
}

interface DueCase {
  id: string;
  number: string;
}

/** Each batch in a transaction of its own; rows that another process holds are its matter. */
async function inBatches(
  db: Database,
  ports: LifeCyclePorts,
  due: string,
  work: (tx: Tx, due: DueCase) => Promise<boolean>,
): Promise<number> {
  let done = 0;
  for (;;) {
    const [found, changed] = await db.transaction(async (tx) => {
      const cases = await tx.query<DueCase>(
        `select id, number from cases where ${due} order by id limit ${BATCH}
         for no key update skip locked`,
        [ports.clock.now()],
      );
      let count = 0;
      for (const one of cases) if (await work(tx, one)) count += 1;
      return [cases.length, count] as const;
    });
    done += changed;
    if (found < BATCH) return done;
  }
}

/** False where a guard refused, which happens before anything is written. */
async function isDone(execution: Promise<unknown>): Promise<boolean> {
  try {
    await execution;
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'conflict') return false;
    throw error;
  }
}
