import type { Queryable } from '../../database/database';
import type { Tap } from './tap';

/** So many taps of one button on one day (`2026-11-23`, in China). */
export interface TapCount extends Tap {
  account: string;
  day: string;
  clicks: number;
}

/** Adds counts, at most one row a button and day; in key order, so that processes do not lock each other out. */
export async function countTaps(db: Queryable, counts: readonly TapCount[]): Promise<void> {
  await db.query(
    `insert into menu_clicks (account, day, kind, button, clicks)
     select account, day, kind, button, clicks
     from json_populate_recordset(null::menu_clicks, $1::json)
     order by account, day, kind, button
     on conflict on constraint menu_clicks_pkey do update set
       clicks = menu_clicks.clicks + excluded.clicks`,
    [JSON.stringify(counts)],
    'menu_clicks.count',
  );
}

/** A button's taps over some days; `lastDay` is the last on which it was tapped. */
export interface TapSum extends Tap {
  clicks: number;
  lastDay: string;
}

/**
 * Sums over days, first and last included, most used first.
 * @param first `2026-11-01`, a day in China
 */
export async function sumTaps(
  db: Queryable,
  account: string,
  first: string,
  last: string,
): Promise<TapSum[]> {
  return db.query<TapSum>(
    `select kind, button, sum(clicks)::integer as clicks, max(day)::text as "lastDay"
     from menu_clicks where account = $1 and day between $2 and $3
     group by kind, button order by clicks desc, kind, button`,
    [account, first, last],
  );
}

/** Taps of all buttons together, by day; days without any are not there. */
export async function sumTapsByDay(
  db: Queryable,
  account: string,
  first: string,
  last: string,
): Promise<{ day: string; clicks: number }[]> {
  return db.query(
    `select day::text as day, sum(clicks)::integer as clicks
     from menu_clicks where account = $1 and day between $2 and $3
     group by day order by day`,
    [account, first, last],
  );
}
