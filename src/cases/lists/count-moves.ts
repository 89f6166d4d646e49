import type { Tx } from '../../database/database';
import { createId } from '../../platform/ids';

/** Where a case is counted; a row of `cases` has it all. */
export interface TallyPlace {
  owner_unit: string;
  state: string;
  handler: string | null;
  restricted: boolean;
}

/** A case that goes from one place to another; null: it is new. */
export interface CountedMove {
  from: TallyPlace | null;
  to: TallyPlace;
}

/**
 * Counts cases in and out of their places, in the transaction that moves them. Rows are added and never
 * changed, so that no transaction waits for another's; `foldTallies` adds them up.
 */
export async function countMoves(tx: Tx, moves: readonly CountedMove[]): Promise<void> {
  const changes = new Map<string, { place: TallyPlace; cases: number }>();
  const add = (place: TallyPlace, by: number): void => {
    const key = keyOf(place);
    const change = changes.get(key);
    if (change) change.cases += by;
    else changes.set(key, { place, cases: by });
  };
  for (const { from, to } of moves) {
    if (from) add(from, -1);
    add(to, 1);
  }
  const rows = [...changes.values()].filter(({ cases }) => cases !== 0);
  if (rows.length === 0) return;
  await tx.query(
    `insert into case_tallies (id, unit, state, handler, restricted, cases)
     select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::boolean[], $6::integer[])`,
    [
      rows.map(() => createId()),
      rows.map(({ place }) => place.owner_unit),
      rows.map(({ place }) => place.state),
      rows.map(({ place }) => place.handler),
      rows.map(({ place }) => place.restricted),
      rows.map(({ cases }) => cases),
    ],
    'cases.count',
  );
}

function keyOf({ owner_unit, state, handler, restricted }: TallyPlace): string {
  return JSON.stringify([owner_unit, state, handler, restricted]);
}
