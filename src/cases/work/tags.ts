import type { Queryable } from '../../database/database';
import type { Transactions } from '../../database/join-transaction';
import { AppError } from '../../platform/errors';
import type { CaseActor } from '../life-cycle/actions';
import type { Scope } from '../scope';
import { reachCase, recordWork, wantCase, type WorkPorts } from './reach-case';

const MAX_LENGTH = 20;

/**
 * Puts a tag on a case or takes it away; doing it twice is doing it once.
 * @throws AppError as `reachCase`; bad_request for a tag of no or more than 20 characters
 */
export async function setTag(
  db: Transactions,
  ports: WorkPorts,
  scope: Scope,
  actor: CaseActor,
  change: { number: string; tag: string; on: boolean },
): Promise<void> {
  const tag = change.tag.normalize('NFKC').trim();
  if (tag === '' || [...tag].length > MAX_LENGTH) {
    throw new AppError('bad_request', `标签要有 1 到 ${MAX_LENGTH} 个字。`);
  }
  await db.transaction(async (tx) => {
    const row = await reachCase(tx, scope, actor, change.number);
    const changed = change.on
      ? await tx.query(
          `insert into case_tags (case_id, tag, tagged_by, at) values ($1, $2, $3, $4)
           on conflict on constraint case_tags_pkey do nothing returning tag`,
          [row.id, tag, actor.id, ports.clock.now()],
        )
      : await tx.query(`delete from case_tags where case_id = $1 and tag = $2 returning tag`, [
          row.id,
          tag,
        ]);
    if (changed.length > 0) {
      await recordWork(tx, ports, row, actor, change.on ? 'add_tag' : 'remove_tag', { tag });
    }
  });
}

/**
 * The tags of a case, in the order of their signs.
 * @throws AppError not_found for a case that is absent or out of scope
 */
export async function listTags(db: Queryable, scope: Scope, number: string): Promise<string[]> {
  const { id } = await wantCase(db, scope, number);
  const rows = await db.query<{ tag: string }>(
    'select tag from case_tags where case_id = $1 order by tag',
    [id],
  );
  return rows.map(({ tag }) => tag);
}

/** Of the latest tags of all units, how many are looked through for those of some. */
const TAGS_LOOKED_AT = 2000;
const MOST_TAGS = 50;

/** Tags that units have put on lately, the most used first, to choose from; none of restricted cases. */
export async function listUsedTags(db: Queryable, { units }: Scope): Promise<string[]> {
  const rows = await db.query<{ tag: string }>(
    `select tag from list_used_tags($1, ${TAGS_LOOKED_AT}, ${MOST_TAGS}) with ordinality used(tag, place)
     order by place`,
    [units],
  );
  return rows.map(({ tag }) => tag);
}
