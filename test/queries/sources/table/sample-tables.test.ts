import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadContent, type ContentSet } from '../../../../src/content/load-content';
import { findPackageRoot } from '../../../../src/platform/package-root';
import { listLiveTables } from '../../../../src/queries/sources/table/live-tables';
import {
  importSampleTables,
  sampleFileOf,
  type DeclaredTable,
} from '../../../../src/queries/sources/table/sample-tables';
import { retireLive } from '../../../../src/queries/sources/table/import-store';
import { fixedClock } from '../../../support/clock';
import { createTestDatabase, type TestDatabase } from '../../../support/database';
import { blindIndex, createImporter, sealer } from './table-builders';

const root = findPackageRoot();
const clock = fixedClock();
let test: TestDatabase;
let content: ContentSet;
let declared: DeclaredTable[];

beforeAll(async () => {
  test = await createTestDatabase();
  const loaded = await loadContent({
    repliesDir: path.join(root, 'replies'),
    menusDir: path.join(root, 'menus'),
    publicUrl: 'https://localhost',
    now: clock.now(),
  });
  if (!loaded.content) throw new Error(JSON.stringify(loaded.faults));
  content = loaded.content;
  declared = [...content.tables].flatMap(([unit, tables]) =>
    tables.map((table) => ({
      unit,
      table,
      sources: content.routing.queries
        .filter((query) => query.unit === unit)
        .map(({ source }) => source),
    })),
  );
});
afterAll(() => test.drop());

const bring = () =>
  importSampleTables({ database: test.database, sealer, blindIndex, clock }, declared);
const textOf = ({ unit, table }: DeclaredTable): string =>
  fs.readFileSync(sampleFileOf(unit, table.id), 'utf8');

it('are there for every table that a unit declares, and for no other', () => {
  const files = fs
    .readdirSync(path.join(root, 'src', 'queries', 'samples'), {
      recursive: true,
      encoding: 'utf8',
    })
    .filter((file) => file.endsWith('.csv'));
  expect(files.sort()).toEqual(
    declared.map(({ unit, table }) => path.join(unit, `${table.id}.csv`)).sort(),
  );
});

it('say in every row that they are examples', () => {
  for (const one of declared) {
    for (const line of textOf(one).trim().split('\n').slice(1)) expect(line).toContain('示例数据');
  }
});

it('are about nobody: identity numbers of no place, mobiles that no person has', () => {
  const texts = declared.map(textOf).join('\n');
  const numbers = texts.match(/(?<!\d)[1-9]\d{16}[\dX](?!\d)/g) ?? [];
  const mobiles = texts.match(/(?<!\d)1\d{10}(?!\d)/g) ?? [];
  expect(numbers.length).toBeGreaterThan(0);
  expect(numbers.every((number) => number.startsWith('990000'))).toBe(true);
  expect(mobiles.length).toBeGreaterThan(0);
  expect(mobiles.every((number) => number.startsWith('140'))).toBe(true);
});

it('are imported once, again when the tables are empty, and never over real data', async () => {
  expect(await bring()).toEqual([]);
  const first = await listLiveTables(test.database);
  expect(first).toHaveLength(declared.length);
  expect(first.every(({ sample, rowCount }) => sample && rowCount > 0)).toBe(true);

  expect(await bring()).toEqual([]);
  expect(await listLiveTables(test.database)).toEqual(first);

  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhijian-samples-'));
  const cards = declared.find(({ unit }) => unit === 'renshe')!;
  await createImporter(
    test.database,
    folder,
    clock,
  )(textOf(cards), {
    unit: 'renshe',
    table: cards.table,
    keys: [],
  });
  fs.rmSync(folder, { recursive: true });
  await retireLive(test.database, 'gongan', 'stations', clock.now());
  expect(await bring()).toEqual([]);
  const live = await listLiveTables(test.database);
  expect(live).toHaveLength(declared.length);
  expect(live.filter(({ sample }) => !sample).map(({ unit }) => unit)).toEqual(['renshe']);
});
