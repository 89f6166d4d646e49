import { Writable } from 'node:stream';
import type { ContentSet } from '../../src/content/load-content';
import { createLogger } from '../../src/platform/logger';
import { fieldSchema, type Query } from '../../src/queries/schema';
import { loadSuppliedContent } from '../replies/supplied-content';
import { pushes } from '../routing/routing-harness';
import { fixedClock } from '../support/clock';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { bringSamples, startQueryProduct, type QueryProduct } from '../support/query-product';
import { openForm } from './page-visitor';

const clock = fixedClock();
/** Of a region code that no place has; each is given to the product in another way. */
const numbers = {
  onThePage: '990000196009120225',
  wrongOnThePage: '99999919900307008X',
  inTheChat: '990000198811200336',
  oneDigitShort: '99000020010101044',
  spoken: '99000020010101044X',
};
const receipt = 'YB20260004';

const logged: string[] = [];
let test: TestDatabase;
let content: ContentSet;
let product: QueryProduct;
beforeAll(async () => {
  test = await createTestDatabase();
  content = await loadSuppliedContent(clock.now());
  await bringSamples(test.database, content, clock);
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged.push(chunk.toString('utf8'));
      done();
    },
  });
  product = await startQueryProduct({
    database: test.database,
    content,
    clock,
    logger: createLogger('trace', sink),
    queries: () => [
      ...content.routing.queries.filter(({ ref }) => ref !== 'yibao.claim'),
      asksAll(),
    ],
  });
});
afterAll(async () => {
  await product.stop();
  await test.drop();
});

/** A query that asks in the chat for what the check of the files would not let it ask for. */
function asksAll(): Query {
  const claim = content.routing.queries.find(({ ref }) => ref === 'yibao.claim')!;
  const id = fieldSchema.parse({ id: 'idNumber', type: 'id_number', label: '身份证号' });
  return { ...claim, fields: [id, ...claim.fields] };
}

/** Every row of every table as text. */
async function dump(): Promise<string> {
  const tables = await test.database.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public'`,
  );
  const parts: string[] = [];
  for (const { name } of tables) {
    const rows = await test.database.query(`select t::text as row from "${name}" t`);
    parts.push(JSON.stringify(rows));
  }
  return parts.join('\n');
}

it('what is filled in stands in no row, no log and no metric', async () => {
  const openid = 'oLeaks0000000000000000000001';
  const page = await openForm(await product.say('minzheng', openid, '查补贴'));
  const fields = { 'f-name': '示例乙', 'f-phoneTail': '5678', consent: 'yes', binds: 'yes' };
  await page.submit({ ...fields, 'f-idNumber': numbers.wrongOnThePage });
  expect(await page.submit({ ...fields, 'f-idNumber': numbers.onThePage })).toContain('560.00');

  const citizen = 'oLeaks0000000000000000000002';
  await product.say('yibao', citizen, '报销进度');
  await product.say('yibao', citizen, numbers.oneDigitShort);
  await product.say('yibao', citizen, `我的身份证是${numbers.inTheChat}`);
  const { database } = test;
  const open = await database.query<{ question: object }>('select question from pending_questions');
  expect(open).toHaveLength(1);
  expect(Object.keys(open[0]!.question).sort()).toEqual(['kind', 'sealed']);
  await product.say('yibao', citizen, `身份证改成${numbers.spoken}`);
  await product.say('yibao', citizen, { ...pushes.voice, recognition: `编号${receipt}` });
  expect(await product.say('yibao', citizen, '3456')).toContain('材料不全');

  const units = new Set(content.routing.units.keys());
  const health = JSON.stringify(product.queries.health(units));
  expect(health).toContain('"outcome":"rows"');
  const everything = [await dump(), ...logged, await product.registry.metrics(), health].join('\n');
  for (const number of Object.values(numbers)) {
    // The live table of the unit holds its own people, sealed; nothing else holds anybody.
    expect(everything).not.toContain(number);
    expect(everything).not.toContain(number.slice(6, 17));
  }
  const messages = await database.query<{ text: string }>(
    `select m.text from messages m join citizens c on c.account = m.account and c.id = m.citizen_id
     where c.openid = $1 order by m.id`,
    [citizen],
  );
  expect(JSON.stringify(messages)).not.toMatch(/YB2026|3456/);
});
