import type { Queryable } from '../database/database';

/** Counts clicks on item links, by unit, item and day in China. */
export async function countClicks(
  db: Queryable,
  clicks: readonly { unit: string; item: string; day: string; clicks: number }[],
): Promise<void> {
  await db.query(
    `insert into link_clicks (unit, item, day, clicks)
     select unit, item, day, clicks from json_populate_recordset(null::link_clicks, $1::json)
     order by unit, item, day
     on conflict on constraint link_clicks_pkey do update set clicks = link_clicks.clicks + excluded.clicks`,
    [JSON.stringify(clicks)],
  );
}
