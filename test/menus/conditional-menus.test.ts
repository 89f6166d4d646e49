import { changeMenus } from '../../src/menus/change-menus';
import { listVersions } from '../../src/menus/application-store';
import { readLiveMenus } from '../../src/menus/live-menus';
import { compileUnit, planMenus } from '../../src/menus/plan-menus';
import type { MenuFile, MenuFileButton } from '../../src/menus/schema';
import { menuRefusalCodes } from '../../src/simulator/api/menu-refusals';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { startSimulatedMenus, type SimulatedMenus } from './simulated-menus';

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

const named = (name: string): MenuFileButton[] => [{ name, page: 'help' }];
const linking = (...hosts: string[]): MenuFileButton[] =>
  hosts.map((host) => ({ name: '网站', url: `https://${host}.gov.cn/` }));
type Conditional = NonNullable<MenuFile['conditional']>[number];
const forTag = (tag: number, menu = named('甲')): Conditional => ({ name: `${tag}`, tag, menu });
const forAndroid = (menu = named('安')): Conditional => ({
  name: '安卓',
  platform: 'android',
  menu,
});
const fileOf = (...conditional: Conditional[]): MenuFile => ({ menu: named('默认'), conditional });

async function writesOf(file: MenuFile): Promise<object> {
  menus.useFile(file);
  const before = menus.countWrites();
  expect((await menus.apply()).kind).toBe('applied');
  const now = menus.countWrites();
  return {
    create: now.create - before.create,
    add: now.add - before.add,
    remove: now.remove - before.remove,
    delete: now.delete - before.delete,
  };
}

describe('the fewest calls', () => {
  const writes = (create: number, add: number, remove: number): object => ({
    ...{ create, add, remove },
    delete: 0,
  });
  const cases: [string, MenuFile, MenuFile, object][] = [
    [
      'another default menu',
      fileOf(forTag(1)),
      { ...fileOf(forTag(1)), menu: named('新') },
      writes(1, 0, 0),
    ],
    ['one more', fileOf(forTag(1)), fileOf(forTag(1), forTag(2)), writes(0, 1, 0)],
    ['one less', fileOf(forTag(1), forTag(2)), fileOf(forTag(2)), writes(0, 0, 1)],
    ['one exchanged', fileOf(forTag(1)), fileOf(forTag(1, named('乙'))), writes(0, 1, 1)],
    [
      'other tags in another order',
      fileOf(forTag(1), forTag(2)),
      fileOf(forTag(2), forTag(1), forTag(3)),
      writes(0, 1, 0),
    ],
    [
      'one more on top of all',
      fileOf(forAndroid()),
      fileOf(forTag(1), forAndroid()),
      writes(0, 1, 0),
    ],
    // What lies above it has to be made anew, because WeChat adds on top only.
    ['one more below all', fileOf(forTag(1)), fileOf(forTag(1), forAndroid()), writes(0, 2, 1)],
    [
      'two that change places',
      fileOf(forTag(1), forAndroid()),
      fileOf(forAndroid(), forTag(1)),
      writes(0, 1, 1),
    ],
  ];
  it.each(cases)('%s', async (_name, before, after, expected) => {
    menus.useFile(before);
    await menus.apply();
    expect(await writesOf(after)).toEqual(expected);
  });

  it('from nothing', async () => {
    expect(await writesOf(fileOf(forTag(1), forAndroid()))).toEqual(writes(1, 2, 0));
  });
});

it('adds before it removes, unless all together would link to too many domains', async () => {
  const stepsTo = async (file: MenuFile): Promise<string[]> => {
    menus.useFile(file);
    const [plan] = await planMenus(menus.desk, ['renshe']);
    return plan!.state.kind === 'change' ? plan!.state.steps.map(({ kind }) => kind) : [];
  };
  menus.useFile(fileOf(forTag(1, linking('a', 'b'))));
  await menus.apply();
  expect(await stepsTo(fileOf(forTag(1, linking('c'))))).toEqual(['add', 'remove']);
  const crowded = fileOf(forTag(1, linking('c', 'd')));
  expect(await stepsTo(crowded)).toEqual(['remove', 'add']);
  expect(await menus.apply()).toEqual({ unit: 'renshe', kind: 'applied' });
});

describe('a code that no check can foresee', () => {
  const paths = ['create', 'addconditional', 'delconditional'] as const;
  const before = fileOf(forTag(1));
  const after: MenuFile = { ...fileOf(forTag(1, named('乙'))), menu: named('新') };
  const codes = [...menuRefusalCodes, '-1', '45009', '45011', '48001'] as const;
  const cases = codes.flatMap((code) => paths.map((name) => [code, name] as const));

  it.each(cases)(
    '%s at %s ends in a clear state, and the next run converges',
    async (code, name) => {
      menus.useFile(before);
      await menus.apply();
      menus.useFile(after);
      const path = `/cgi-bin/menu/${name}`;
      menus.simulator.setApiFaults('renshe', { faults: [{ kind: code, path, count: 1 }] });
      const result = await menus.apply();
      const isTaken = name === 'delconditional' && code === '65301';
      const isByHand = name === 'create' && code === '48001';
      const expected = isByHand ? 'by_hand' : name === 'create' ? 'failed' : 'partial';
      // A menu that was said to be gone and is still there is removed in the second round.
      expect(result.kind).toBe(isTaken ? 'applied' : expected);
      const [version] = await listVersions(db.database, 'renshe');
      expect(version!.state).toBe(isTaken ? 'applied' : isByHand ? 'failed' : expected);
      if ('detail' in result) {
        expect(result.detail).toContain(`代码 ${code}`);
        expect(result.detail).toMatch(
          name === 'create' ? /仍是原来的菜单/ : /个性化菜单还差 \d 步/,
        );
        expect(version!.detail).toBe(result.detail);
      }
      expect((await menus.apply()).kind).toBe(isTaken ? 'same' : 'applied');
      const live = await readLiveMenus(menus.desk.apiOf('renshe')!);
      expect(live.conditional.map(({ button }) => button[0]!.name)).toEqual(['乙']);
    },
  );

  it('an answer that was lost is looked up', async () => {
    menus.useFile(before);
    await menus.apply();
    menus.useFile({ ...before, menu: named('新') });
    const path = '/cgi-bin/menu/create';
    menus.simulator.setApiFaults('renshe', { faults: [{ kind: 'cut_after', path, count: 1 }] });
    expect(await menus.apply()).toEqual({ unit: 'renshe', kind: 'applied' });
  });

  it('a version that could not be read back is settled by the next run', async () => {
    menus.useFile(before);
    const path = '/cgi-bin/get_current_selfmenu_info';
    const plan = await planMenus(menus.desk, ['renshe']);
    expect(plan[0]!.state.kind).toBe('change');
    const outcome = await changeMenus(
      menus.desk,
      menus.desk.apiOf('renshe')!,
      {
        ...{ kind: 'apply', actor: 'test', fileHash: '', rolledBackTo: null, replace: false },
        compiled: compileUnit(menus.desk, 'renshe'),
        fingerprint: null,
      },
      () => menus.simulator.setApiFaults('renshe', { faults: [{ kind: '-1', path, count: 1 }] }),
    );
    expect(outcome).toMatchObject({ kind: 'unclear' });
    expect(await menus.apply()).toEqual({ unit: 'renshe', kind: 'same' });
    const [version] = await listVersions(db.database, 'renshe');
    expect(version).toMatchObject({ state: 'applied', detail: '当时没有确认，后来核对已生效。' });
  });
});

it('lets one change at a time happen, and refuses the other', async () => {
  menus.useFile(fileOf(forTag(1), forAndroid()));
  const results = await Promise.all([menus.apply(), menus.apply()]);
  expect(results.map(({ kind }) => kind).sort()).toEqual(['applied', 'refused']);
  expect(menus.countWrites()).toMatchObject({ delete: expect.any(Number) as number });
  const { conditional } = await readLiveMenus(menus.desk.apiOf('renshe')!);
  expect(conditional).toHaveLength(2);
});

describe('a menu that was made or switched off on the website', () => {
  const website = [{ name: '简介', type: 'text', value: '欢迎' }];

  it('is not replaced before it was kept', async () => {
    menus.simulator.setWebsite('renshe', { menu: website });
    expect((await menus.apply()).kind).toBe('refused');
    expect((await menus.apply({ replace: true })).kind).toBe('applied');
    const versions = await listVersions(db.database, 'renshe');
    expect(versions.map(({ kind }) => kind)).toEqual(['apply', 'pull']);
    expect(versions[1]!.compiled.website).toEqual(website);
  });

  it('is seen although the menu of the API is still the same', async () => {
    await menus.apply();
    menus.simulator.setWebsite('renshe', { menu: website });
    const [plan] = await planMenus(menus.desk, ['renshe']);
    expect(plan!.state).toMatchObject({ kind: 'change', drifted: true, known: false });
  });

  it('is switched on again', async () => {
    await menus.apply();
    menus.simulator.setWebsite('renshe', { menuOpen: false });
    expect((await menus.apply()).kind).toBe('applied');
    expect((await menus.apply()).kind).toBe('same');
  });
});
