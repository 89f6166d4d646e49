import { checkMenu } from '../../src/menus/check-menu';
import { compileMenu } from '../../src/menus/compile-menu';
import { readLiveMenus } from '../../src/menus/live-menus';
import { pullMenu } from '../../src/menus/pull/pull-menu';
import { writeMenuYaml } from '../../src/menus/pull/write-menu-yaml';
import { readYaml } from '../../src/content/read-yaml';
import { menuFileSchema, type MenuFile } from '../../src/menus/schema';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { createRandom } from '../support/seeded-random';
import { aMenuContext } from './menu-builders';
import { aRandomMenuFile } from './random-menu';
import { citizens, shownTo } from './shown-to';
import { startSimulatedMenus, type SimulatedMenus } from './simulated-menus';

const DAY = '2026-11-23';
const context = aMenuContext();

let db: TestDatabase;
let menus: SimulatedMenus;
beforeAll(async () => {
  db = await createTestDatabase();
  menus = await startSimulatedMenus(db);
});
afterAll(async () => {
  await menus.stop();
  await db.drop();
});
beforeEach(() => menus.clear());

async function expectShown(file: MenuFile): Promise<void> {
  const live = await readLiveMenus(menus.desk.apiOf('renshe')!);
  const shown = { button: live.button!, conditional: live.conditional };
  const wanted = compileMenu(file, context, DAY);
  for (const citizen of citizens) {
    expect([citizen, shownTo(citizen, shown)]).toEqual([citizen, shownTo(citizen, wanted)]);
  }
}

/** The file that a pull writes, read back as any file is. */
async function pullFile(): Promise<MenuFile> {
  const outcome = await pullMenu(menus.desk, 'renshe', { actor: 'test' });
  if (outcome.kind !== 'pulled') throw new Error(outcome.kind);
  expect(outcome.pulled.notes).toEqual([]);
  const text = writeMenuYaml(outcome.pulled, ['取回']);
  const { file, faults } = readYaml(Buffer.from(text), 'renshe.yaml', menuFileSchema);
  expect(faults).toEqual([]);
  expect(checkMenu(file!.data, context)).toEqual([]);
  return file!.data;
}

it.each(Array.from({ length: 24 }, (_, seed) => seed))(
  'applies random menus one after another, changes nothing twice, and pulls them back (seed %i)',
  async (seed) => {
    const random = createRandom(seed);
    for (let round = 0; round < 3; round++) {
      const file = aRandomMenuFile(random);
      expect(checkMenu(file, context)).toEqual([]);
      menus.useFile(file);
      expect(['applied', 'same']).toContain((await menus.apply()).kind);
      await expectShown(file);

      const before = menus.countWrites();
      expect(await menus.apply()).toEqual({ unit: 'renshe', kind: 'same' });
      expect(menus.countWrites()).toEqual(before);

      const pulled = await pullFile();
      expect(compileMenu(pulled, context, DAY)).toEqual(compileMenu(file, context, DAY));
      menus.useFile(pulled);
      expect((await menus.apply()).kind).toBe('same');
    }
  },
);
