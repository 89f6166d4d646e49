import type { Queryable } from '../../database/database';
import { addCivilDays, chinaDateOf } from '../../platform/china-time';
import { ENDING_SOON_DAYS, type Phrase } from './phrase';
import type { PhraseReach } from './phrase-store';
import { phraseTabs, type PhraseTab } from './phrase-words';

const CONDITIONS: Readonly<Record<PhraseTab, string>> = {
  approved: `p.state = 'approved' and p.valid_until >= $4::date`,
  awaiting: `p.state = 'awaiting'`,
  returned: `p.state = 'returned'`,
  ending: `p.state = 'approved' and p.valid_until between $4::date and $5::date`,
  ended: `p.state = 'approved' and p.valid_until < $4::date`,
  withdrawn: `p.state = 'withdrawn'`,
};

export interface PhraseFilter {
  tab: PhraseTab;
  /** Words of title or text. */
  q?: string | undefined;
}

/** What stands in a row of the list. */
export type ListedPhrase = Pick<
  Phrase,
  | 'id'
  | 'unit'
  | 'caseType'
  | 'caseState'
  | 'item'
  | 'title'
  | 'text'
  | 'validUntil'
  | 'state'
  | 'version'
  | 'draftedBy'
  | 'changedAt'
  | 'uses'
  | 'lastUsedAt'
>;

const COLUMNS = `p.id, p.unit, p.case_type as "caseType", p.case_state as "caseState", p.item, p.title,
  p.text, p.valid_until::text as "validUntil", p.state, p.version, p.drafted_by as "draftedBy",
  p.changed_at as "changedAt", p.uses, p.last_used_at as "lastUsedAt"`;

/** Where a page begins: behind the row of this id. */
export interface PhrasePage {
  limit: number;
  after?: { changedAt: Date; id: string } | undefined;
}

const REACHED = `(p.unit = any($1::text[]) or (p.unit is null and $2))`;
/** Every tab's statement names both days, so that their type is known. */
const DAYS = `$4::date <= $5::date`;

/** Phrases within reach, the last changed first. @param now decides which have ended, by the day in China */
export async function listPhrases(
  db: Queryable,
  reach: PhraseReach,
  { tab, q }: PhraseFilter,
  { limit, after }: PhrasePage,
  now: Date,
): Promise<ListedPhrase[]> {
  const [today, soon] = daysOf(now);
  return db.query<ListedPhrase>(
    `select ${COLUMNS} from phrases p
     where ${REACHED} and ${CONDITIONS[tab]} and ${DAYS}
       and ($3::text is null or position($3 in p.title || ' ' || p.text) > 0)
       and ($6::timestamptz is null or (p.changed_at, p.id) < ($6, $7::uuid))
     order by p.changed_at desc, p.id desc limit $8`,
    [
      ...[reach.units, reach.district, q?.trim() || null, today, soon],
      ...[after?.changedAt ?? null, after?.id ?? null, limit],
    ],
  );
}

/** How many phrases within reach stand under each tab. */
export async function countPhrases(
  db: Queryable,
  reach: PhraseReach,
  now: Date,
): Promise<Record<PhraseTab, number>> {
  const [today, soon] = daysOf(now);
  const tabs = Object.keys(phraseTabs) as PhraseTab[];
  const counts = tabs.map((tab) => {
    const condition = CONDITIONS[tab].replaceAll('$4', '$3').replaceAll('$5', '$4');
    return `count(*) filter (where ${condition})::int as ${tab}`;
  });
  const [row] = await db.query<Record<PhraseTab, number>>(
    `select ${counts.join(', ')} from phrases p where ${REACHED} and $3::date <= $4::date`,
    [reach.units, reach.district, today, soon],
  );
  return row!;
}

function daysOf(now: Date): [today: string, soon: string] {
  const today = chinaDateOf(now);
  return [today, addCivilDays(today, ENDING_SOON_DAYS)];
}
