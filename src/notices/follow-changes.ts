/** Notices: what staff, group robots and other systems are told of cases. */
import { parsePlace, presentPlace, type LivePlace } from '../cases/live/live-place';
import { findPlace } from '../cases/live/live-store';
import { readChanges, type CaseChange, type ChangeCursor } from '../cases/live/read-changes';
import type { Database, Tx } from '../database/database';
import type { Clock } from '../platform/clock';
import { enqueueOutbound } from './outbound/outbound-store';
import { planRobotLines, planWebhooks } from './outbound/plan-outbound';
import type { Target } from './outbound/targets';
import { doerOf, planNotices } from './plan-notices';
import { tellStaff, type Word } from './tell-staff';

const PAGE = 200;

export interface FollowParts {
  database: Database;
  clock: Clock;
  /** Group robots and other systems, of the files that are live. */
  targets: () => readonly Target[];
}

/**
 * Looks at every change of a case once, whichever process does, and tells whom it concerns. How far it
 * has come is moved in the transaction of what is told, so that nothing is told twice or not at all.
 * @returns how many notices were new
 */
export async function followChanges(parts: FollowParts): Promise<number> {
  return parts.database.transaction(async (tx) => {
    const [follower] = await tx.query<{ place: string }>(
      `select place from live_followers where follower = 'notices' for update skip locked`,
    );
    if (!follower) return 0;
    const until = await findPlace(tx);
    const told = await followTo(tx, parts, startOf(follower.place, until), until);
    await tx.query(`update live_followers set place = $1 where follower = 'notices'`, [
      presentPlace(until),
    ]);
    return told;
  });
}

/** A place of another count of transactions (a restored dump) is no place: it goes on from now. */
function startOf(place: string, now: LivePlace): LivePlace {
  const after = parsePlace(place);
  return after && BigInt(after.xmax) <= BigInt(now.xmax) ? after : now;
}

async function followTo(
  tx: Tx,
  parts: FollowParts,
  after: LivePlace,
  until: LivePlace,
): Promise<number> {
  let told = 0;
  let cursor: ChangeCursor | null = null;
  do {
    const page: Awaited<ReturnType<typeof readChanges>> = await readChanges(tx, {
      ...{ after, until, cursor, limit: PAGE },
    });
    told += await tell(tx, parts, page.changes);
    cursor = page.cursor;
  } while (cursor !== null);
  return told;
}

async function tell(
  tx: Tx,
  { clock, targets }: FollowParts,
  changes: readonly CaseChange[],
): Promise<number> {
  const at = clock.now();
  const to = targets();
  const words = changes.flatMap(wordsOf);
  const lines = words.flatMap(({ kind, text, case: { unit, restricted } }) =>
    planRobotLines(to, { kind, text, unit, restricted }, at),
  );
  await enqueueOutbound(tx, [
    ...lines,
    ...changes.flatMap((change) => planWebhooks(to, change, at)),
  ]);
  return tellStaff(tx, words, at);
}

function wordsOf(change: CaseChange): Word[] {
  const { caseId: id, number, unit, coUnits, restricted, delivery } = change;
  // A delivery is told once for each end that it comes to, however often its row is written.
  const about = delivery ? `delivery:${delivery.id}:${delivery.state}` : `event:${change.id}`;
  return planNotices(change).map((notice) => ({
    ...notice,
    ...{ about, by: doerOf(change), case: { id, number, unit, coUnits, restricted } },
  }));
}
