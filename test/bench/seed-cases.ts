/** Years of cases of seven units, with their messages and all that lists and the search stand on. */
import { Client } from 'pg';
import { recountCases } from '../../src/cases/lists/recount-cases';
import { createFoldText } from '../../src/cases/search/fold-text';
import { indexQueued } from '../../src/cases/search/index-queued';
import type { Database } from '../../src/database/database';
import { insertAround, insertSeals } from './seed-around';
import { insertApprovals, insertCitizens, insertHandling } from './seed-handling';
import { insertPeople } from './seed-people';
import { clerkOf, drawn, idOf, NUMBERED, SEEDED_UNITS } from './seed-sql';

const WHO = [
  '我',
  '我妈',
  '我家老人',
  '邻居',
  '我们公司',
  '孩子',
  '村里',
  '我爱人',
  '朋友',
  '工地上',
];
const MATTERS = [
  '的养老金到现在没有发',
  '的医保卡刷不了',
  '想办居住证要带什么材料',
  '的社保断缴了能不能补',
  '的不动产证什么时候能拿',
  '打疫苗去哪个门诊',
  '的高龄津贴怎么申请',
  '的工资被拖欠三个月',
  '的异地就医备案没有通过',
  '问景区门票老人免不免',
  '的户口迁移要多久',
  '的低保停了想知道原因',
];
const WHERE = [
  '岳阳楼',
  '城陵矶',
  '奇家岭',
  '五里牌',
  '东茅岭',
  '金鹗山',
  '洛王',
  '梅溪',
  '郭镇',
  '康王',
];
const TAILS = ['，请尽快回复。', '，谢谢！', '，急。', '，打电话没人接。', '，去了两次都没办成。'];
const FILLED = [
  ...[
    'cases',
    'messages',
    'case_events',
    'case_answers',
    'case_ratings',
    'case_notes',
    'case_tags',
  ],
  ...['case_contacts', 'case_links', 'outbox', 'staff_notices'],
];
/** Of cases, this many stand in one insert. */
const CHUNK = 50_000;
const INDEXED_AT_ONCE = 2_000;

export interface SeedOptions {
  cases: number;
  messagesPerCase: number;
  /** Of a hundred cases, how many are open; the newest. Of the five before them some are answered, the rest is closed. */
  openPercent: number;
  /** The last case comes in then, the first one three years before. */
  until: Date;
  report: (line: string) => void;
  /** What years leave around cases is made too, with the people who sign in. */
  around?: true;
}

/**
 * Fills an empty database. What the product does with each case it does here too: the words are made
 * findable by its own job and the counts by its own recount.
 */
export async function seedCases(
  db: { ownerUrl: string; database: Database },
  options: SeedOptions,
): Promise<void> {
  const { report } = options;
  const owner = new Client({ connectionString: db.ownerUrl });
  await owner.connect();
  try {
    for (const table of FILLED) await owner.query(`alter table ${table} disable trigger user`);
    if (options.around) await insertPeople(owner, options.until);
    for (let from = 1; from <= options.cases; from += CHUNK) {
      const to = Math.min(options.cases, from + CHUNK - 1);
      await insertApprovals(owner, options, from, to);
      await insertCases(owner, options, from, to);
      await insertCitizens(owner, options, from, to);
      await insertMessages(owner, options, from, to);
      await insertHandling(owner, options, from, to);
      if (options.around) await insertAround(owner, options, from, to);
      report(`${to} of ${options.cases} cases, ${to * options.messagesPerCase} messages`);
    }
    for (const table of FILLED) await owner.query(`alter table ${table} enable trigger user`);
    if (options.around) await insertSeals(owner);
    await owner.query(
      `insert into case_search_queue (id, case_id) select gen_random_uuid(), id from cases`,
    );
    await makeFindable(owner, db.database, options);
    await recountCases(db.database);
    await owner.query('analyze');
  } finally {
    await owner.end();
  }
}

/** An index over all is made afterwards, as whoever restores a large table does. */
async function makeFindable(
  owner: Client,
  database: Database,
  { cases, report }: SeedOptions,
): Promise<void> {
  const isLarge = cases > CHUNK;
  if (isLarge) await owner.query('drop index case_search_grams_idx');
  const foldText = createFoldText();
  let done = 0;
  for (;;) {
    const lines = await indexQueued(database, foldText, INDEXED_AT_ONCE);
    if (lines === 0) break;
    const before = Math.floor(done / CHUNK);
    done += lines;
    if (Math.floor(done / CHUNK) > before) report(`${done} made findable`);
  }
  if (!isLarge) return;
  await owner.query(`set maintenance_work_mem = '512MB'`);
  await owner.query('create index case_search_grams_idx on case_search using gin (grams, units)');
  report('index of the words made');
}

async function insertCases(
  owner: Client,
  { cases, openPercent, until }: SeedOptions,
  from: number,
  to: number,
): Promise<void> {
  const unit = `($5::text[])[1 + n % 7]`;
  await owner.query(
    `insert into cases (id, number, account, citizen_id, owner_unit, source, state, urgent, restricted,
       needs_judgement, round, version, opened_at, last_message_at, accept_due_at, answer_due_at,
       answered_at, closed_at, outcome, type, item, handler, rating, latest_rating, supervised, paused_at,
       approval_id)
     select ${idOf('at', `'c' || n`)}, 'SE' || n || '00', unit, md5('z' || n / 3)::uuid, unit, 'wechat',
       state, ${drawn(`'u' || n`, 50)} = 0, ${drawn(`'r' || n`, 40)} = 0, false, 1,
       case when state in ('answered', 'closed') then 4 when state = 'awaiting_acceptance' then 1 else 2 end, at, at,
       at + interval '1 day', case when state not like 'awaiting_a%' then at + interval '6 days' end,
       case when state in ('answered', 'closed') then at + interval '4 days' end,
       case when state in ('closed', 'withdrawn') then at + interval '9 days' end,
       case when state in ('answered', 'closed') then 'answered' end,
       (array['consultation', 'help', 'complaint', 'report', 'suggestion'])[1 + ${drawn(`'t' || n`, 5)}],
       unit || '.item' || ${drawn(`'i' || n`, 40)},
       case when state <> 'awaiting_acceptance' then ${clerkOf(drawn(`'h' || n`, 8))} end,
       rated.rating, rated.rating,
       ${drawn(`'s' || n`, 100)} = 0, case when state = 'awaiting_supplement' then at end,
       case when state like 'awaiting\\_re%' then ${idOf('at', `'a' || n`)} end
     from (
       select n, at, ${unit} as unit, case
         when n > $4::int - $4::int * $6::int / 100 then (array['awaiting_acceptance', 'in_progress',
           'awaiting_supplement', 'awaiting_review'])[1 + ${drawn(`'o' || n`, 4)}]
         when n > $4::int - $4::int * ($6::int + 5) / 100 then (array['answered', 'closed', 'closed',
           'closed', 'withdrawn'])[1 + ${drawn(`'d' || n`, 5)}]
         else (array['closed', 'closed', 'closed', 'closed', 'withdrawn'])[1 + ${drawn(`'d' || n`, 5)}]
         end as state
       from (${NUMBERED}) numbered) placed
     cross join lateral (select case when state = 'closed' and ${drawn(`'g' || n`, 3)} = 0
       then 1 + ${drawn(`'g5' || n`, 5)} end as rating) rated`,
    [from, to, until, cases, SEEDED_UNITS, openPercent],
  );
}

/** Of each case's messages the first three are the citizen's words for it; what follows was answered at once. */
async function insertMessages(
  owner: Client,
  { cases, messagesPerCase, until }: SeedOptions,
  from: number,
  to: number,
): Promise<void> {
  const said = (name: string, list: string): string =>
    `(${list})[1 + ${drawn(`'${name}' || n || ' ' || k`, 5040)} % cardinality(${list})]`;
  await owner.query(
    `insert into messages (account, id, citizen_id, dedupe_key, kind, sent_at, received_at, text, fields,
       case_id, state, attempt, answered_via, carries_answers, responder, rule, item, reply)
     select ($5::text[])[1 + n % 7], ${idOf(`at + k * interval '1 hour'`, `'m' || n || ' ' || k`)},
       md5('z' || n / 3)::uuid, 'm:' || n || ' ' || k, 'text', at + k * interval '1 hour',
       at + k * interval '1 hour', ${said('w', '$7::text[]')} || ${said('a', '$8::text[]')}
       || '，在' || ${said('p', '$9::text[]')} || '第' || n % 997 || '号' || ${said('e', '$10::text[]')},
       '{}', case when k <= 3 then ${idOf('at', `'c' || n`)} end, 'handled', 1, 'passive', false,
       case when k <= 3 then 'queue' when k = 4 then 'keyword' else 'understanding' end,
       case when k = 4 then '关键词' || ${drawn(`'k' || n`, 60)} end,
       case when k > 4 then ($5::text[])[1 + n % 7] || '.item' || ${drawn(`'i' || n`, 40)} end,
       '{"kind": "text", "text": "来信收到。"}'
     from (${NUMBERED}) numbered, generate_series(1, $6::int) k`,
    [from, to, until, cases, SEEDED_UNITS, messagesPerCase, WHO, MATTERS, WHERE, TAILS],
  );
}
