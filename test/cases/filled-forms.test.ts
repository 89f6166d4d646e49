import { listFilledForms } from '../../src/cases/filled-forms';
import type { ContentSet } from '../../src/content/load-content';
import { createSealer } from '../../src/privacy/sealer';
import { loadSuppliedContent } from '../replies/supplied-content';
import { SECRET_KEY } from '../support/callback';
import { fixedClock } from '../support/clock';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { startQueryProduct, type QueryProduct } from '../support/query-product';

const clock = fixedClock();
const sealer = createSealer(SECRET_KEY);
const openid = 'oForms00000000000000000000001';
const own = { units: ['yibao'], restrictedUnits: ['yibao'] };

let test: TestDatabase;
let content: ContentSet;
let product: QueryProduct;
beforeAll(async () => {
  test = await createTestDatabase();
  content = await loadSuppliedContent(clock.now());
  const claim = content.routing.queries.find(({ ref }) => ref === 'yibao.claim')!;
  product = await startQueryProduct({
    database: test.database,
    content,
    clock,
    queries: () => [{ ...claim, source: { kind: 'staff' } }],
  });
});
afterAll(async () => {
  await product.stop();
  await test.drop();
});

it('gives the unit what was filled in for a person, and nobody else', async () => {
  await product.say('yibao', openid, '报销进度');
  const reply = await product.say('yibao', openid, 'YB20260001 5678');
  const number = /办件编号：(\w+)/.exec(reply)![1]!;
  const { database } = test;
  expect(await listFilledForms(database, own, number, sealer)).toEqual([
    {
      query: 'yibao.claim',
      name: '垫付报销进度',
      filledAt: clock.now(),
      lines: [
        { label: '受理编号', value: 'YB20260001' },
        { label: '登记手机后四位', value: '5678' },
      ],
    },
  ]);
  expect(await listFilledForms(database, { units: ['renshe'] }, number, sealer)).toEqual([]);
  const events = await database.query('select data from case_events');
  expect(JSON.stringify(events)).not.toMatch(/YB20260001|5678/);
});
