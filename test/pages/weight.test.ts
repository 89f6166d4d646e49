/** Citizens' pages are light: page, style and all that belongs to it, before anything is packed. */
import { Browser, createPagesWorld, type PagesWorld } from './progress/pages-world';

const MOST_BYTES = 30 * 1024;
let world: PagesWorld;
let styleBytes: number;
beforeAll(async () => {
  world = await createPagesWorld();
  const { html } = await new Browser(world.url).get('/p/page.css');
  styleBytes = Buffer.byteLength(html);
});
afterAll(() => world.stop());

/** A page with its style. @throws where it would load anything besides, which is not counted */
async function weigh(path: string): Promise<number> {
  const { html, status } = await new Browser(world.url).get(path);
  expect([path, status]).toEqual([path, 200]);
  expect(html.match(/<(?:script|img|iframe|link)\b[^>]*>/g)).toEqual([
    '<link rel="stylesheet" href="/p/page.css" />',
  ]);
  return Buffer.byteLength(html) + styleBytes;
}

it('loads at most 30 KB for any page that is for everyone', async () => {
  const links = async (path: string): Promise<string[]> => {
    const { html } = await new Browser(world.url).get(path);
    return [...html.matchAll(/href="(\/p\/items\/[^"]+)"/g)].map(([, link]) => link!);
  };
  const units = await links('/p/items');
  const items = (await Promise.all(units.map(links))).flat();
  const paths = new Set(['/p/items', '/p/privacy', '/p/find', ...units, ...items]);
  for (const unit of units) paths.add(unit.replace('items', 'privacy'));
  expect(paths.size).toBeGreaterThan(90);
  for (const path of paths) {
    const bytes = await weigh(path);
    expect([path, bytes < MOST_BYTES]).toEqual([path, true]);
  }
});

it('loads at most 30 KB for a case with a long thread and its answer, and shows what was said last', async () => {
  const number = await world.open();
  const { id } = await world.read(number);
  await world.database.query(
    `insert into messages (account, id, citizen_id, dedupe_key, kind, sent_at, received_at, text, fields,
       case_id, state, attempt, answered_via, carries_answers)
     select account, gen_random_uuid(), citizen_id, 'long' || n || ' ' || id, kind, sent_at + n * interval '1 minute',
       received_at, '第' || n || '句' || repeat('养老金没有发', 100), fields, case_id, state, attempt,
       answered_via, carries_answers
     from messages, generate_series(1, 60) n where case_id = $1`,
    [id],
  );
  await world.answer(number);
  const path = await world.pathOf(number);
  expect(await weigh(path)).toBeLessThan(MOST_BYTES);
  const { words } = await new Browser(world.url).get(path);
  expect(words).toContain('第60句');
  expect(words).not.toContain('第40句');
});
