/**
 * Erasure: some time after a citizen has left, what WeChat asks to have deleted goes, and cases stay
 * without identity. Who comes back is a new citizen, to whom nothing of the old one leads.
 */
import type { Database, Tx } from '../../database/database';
import { isRetryable } from '../../database/database-errors';
import type { Clock } from '../../platform/clock';
import type { Logger } from '../../platform/logger';
import {
  lockCitizen,
  lockCitizensWithOriginals,
  lockDueCitizens,
  START,
  type CitizenKey,
} from './due-citizens';
import {
  destroyOriginals,
  detachCaseMessages,
  dropQuestions,
  emptyLooseMessages,
  forgetCitizens,
  markOriginals,
} from './erase-words';
import type { ErasurePorts } from './ports';

const DAY_MS = 24 * 60 * 60_000;
const BATCH = 50;

/** What went and what stayed, of one account. */
export interface ErasureCounts {
  citizens: number;
  /** Messages that belonged to no case, emptied. */
  messages: number;
  media: number;
  questions: number;
  /** Deliveries that will never be made. */
  undelivered: number;
  /** Cases that stay, without identity. */
  cases: number;
  /** Messages that stay in these cases. */
  caseMessages: number;
  /** Sealed originals of messages in cases that are done, destroyed. */
  originals: number;
}

const NOTHING: ErasureCounts = {
  ...{ citizens: 0, messages: 0, media: 0, questions: 0, undelivered: 0 },
  ...{ cases: 0, caseMessages: 0, originals: 0 },
};

/** By account, in alphabetical order; accounts with nothing to do are absent. */
export type ErasureReport = ReadonlyMap<string, ErasureCounts>;

export interface ErasureOptions {
  database: Database;
  ports: ErasurePorts;
  clock: Clock;
  logger: Logger;
  /** Days since a citizen left. */
  afterDays: number;
  /** Does everything and takes it back: the report is what a run would do now. */
  dryRun: boolean;
}

/** Erases every citizen whose time is over; several processes may run at once. */
export async function eraseCitizens(options: ErasureOptions): Promise<ErasureReport> {
  const { clock, logger, dryRun } = options;
  const now = clock.now();
  const before = new Date(now.getTime() - options.afterDays * DAY_MS);
  const report = new Map<string, ErasureCounts>();
  await eachBatch(
    options,
    report,
    (tx, after) => lockDueCitizens(tx, before, after, BATCH),
    (tx, account, ids) => eraseBatch(tx, options.ports, account, ids, now),
  );
  await eachBatch(options, report, lockRest, (tx, account, ids) =>
    eraseRest(tx, options.ports, account, ids),
  );
  if (!dryRun) {
    for (const [account, counts] of report) {
      logger.info({ account, before, ...counts }, 'citizens who had left were erased');
    }
  }
  return new Map([...report].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Erases one citizen now, at their own request, whenever they left.
 * @param record writes in the same transaction what was done; not called for a dry run
 * @returns null where there is nobody or nobody any more
 * @throws AppError conflict while a message of theirs is being handled
 */
export async function eraseCitizen(
  {
    database,
    ports,
    clock,
    dryRun,
  }: Pick<ErasureOptions, 'database' | 'ports' | 'clock' | 'dryRun'>,
  { account, id }: CitizenKey,
  record: (tx: Tx, counts: ErasureCounts) => Promise<void>,
): Promise<ErasureCounts | null> {
  const erased = await maybe(database, dryRun, async (tx) => {
    if (!(await lockCitizen(tx, { account, id }))) return null;
    const { counts, files } = await eraseBatch(tx, ports, account, [id], clock.now());
    const all = { ...NOTHING, ...counts };
    if (!dryRun) await record(tx, all);
    return { counts: all, files };
  });
  if (erased && !dryRun) await ports.removeFiles(erased.files);
  return erased && erased.counts;
}

interface Erased {
  counts: Partial<ErasureCounts>;
  files: string[];
}

/** One transaction a batch, so that the callback never waits long for a citizen. */
async function eachBatch(
  { database, ports, dryRun }: ErasureOptions,
  report: Map<string, ErasureCounts>,
  lock: (tx: Tx, after: CitizenKey) => Promise<CitizenKey[]>,
  erase: (tx: Tx, account: string, ids: readonly string[]) => Promise<Erased>,
): Promise<void> {
  for (let after: CitizenKey | undefined = START; after;) {
    const from: CitizenKey = after;
    const batch = await maybe(database, dryRun, async (tx) => {
      const keys = await lock(tx, from);
      const last = keys.at(-1);
      if (!last) return null;
      const ids = keys.map(({ id }) => id);
      return { last, ...(await erase(tx, last.account, ids)) };
    });
    if (batch) {
      addCounts(report, batch.last.account, batch.counts);
      if (!dryRun) await ports.removeFiles(batch.files);
    }
    after = batch?.last;
  }
}

async function eraseBatch(
  tx: Tx,
  ports: ErasurePorts,
  account: string,
  ids: readonly string[],
  at: Date,
): Promise<Erased> {
  const emptied = await emptyLooseMessages(tx, account, ids);
  const { media, files } = await ports.eraseMedia(tx, account, emptied);
  const stays = await detachCaseMessages(tx, account, ids);
  const open = await ports.listOpenCases(tx, account, ids);
  const originals = await destroyOriginals(tx, account, ids, open);
  const keeping = await ports.eraseCases(tx, account, ids, open);
  const questions = await dropQuestions(tx, account, ids);
  const { undelivered } = await ports.eraseDelivery(tx, account, ids);
  await ports.eraseQueries(tx, account, ids, at);
  await ports.destroyDataKeys(tx, account, ids, at);
  await forgetCitizens(tx, account, ids, keeping, at);
  return {
    counts: {
      citizens: ids.length,
      messages: emptied.length,
      media,
      questions,
      undelivered,
      cases: stays.cases,
      caseMessages: stays.messages,
      originals,
    },
    files,
  };
}

const lockRest = (tx: Tx, after: CitizenKey): Promise<CitizenKey[]> =>
  lockCitizensWithOriginals(tx, after, BATCH);

/** Of citizens who were erased while a case of theirs was open: what was kept for it, once it is done. */
async function eraseRest(
  tx: Tx,
  ports: ErasurePorts,
  account: string,
  ids: readonly string[],
): Promise<Erased> {
  const open = await ports.listOpenCases(tx, account, ids);
  const originals = await destroyOriginals(tx, account, ids, open);
  const keeping = await ports.eraseCases(tx, account, ids, open);
  await markOriginals(tx, account, ids, keeping);
  return { counts: { originals }, files: [] };
}

class TakenBack<T> extends Error {
  constructor(readonly result: T) {
    super('a dry run takes everything back');
  }
}

/** Runs a batch, again where it met the callback or a worker on the same rows in another order. */
async function maybe<T>(
  database: Database,
  dryRun: boolean,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  for (let triesLeft = 3; ; triesLeft -= 1) {
    try {
      return await database.transaction(async (tx) => {
        const result = await work(tx);
        if (dryRun) throw new TakenBack(result);
        return result;
      });
    } catch (error) {
      if (error instanceof TakenBack) return error.result as T;
      if (!isRetryable(error) || triesLeft === 0) throw error;
    }
  }
}

function addCounts(
  report: Map<string, ErasureCounts>,
  account: string,
  counts: Partial<ErasureCounts>,
): void {
  if (Object.values(counts).every((count) => count === 0)) return;
  const sum = report.get(account) ?? { ...NOTHING };
  for (const [name, count] of Object.entries(counts) as [keyof ErasureCounts, number][]) {
    sum[name] += count;
  }
  report.set(account, sum);
}
