import type { MenuFile } from '../../../src/menus/schema';
import { readMenuStatus, type MenuStatus } from '../../../src/menus/drift/menu-status';
import { presentMenuStatus } from '../../../src/menus/drift/present-menu-status';
import { watchMenus } from '../../../src/menus/drift/watch-menus';
import { startWatching, type Watching } from './watching';

const help = { name: '帮助', page: 'help' } as const;
const human = { name: '找人', page: 'human' } as const;
const winter = { name: '交医保', page: 'items', from: '12-01', until: '12-31' } as const;
const other = { button: [{ name: '网站改的', type: 'click', key: 'website' }] };

let watching: Watching;
beforeEach(async () => {
  watching = await startWatching();
  watching.setTime('2026-11-23T10:00');
});
afterEach(() => watching.stop());

function setFile(file: MenuFile): void {
  watching.files.set('renshe', file);
}

/** Looks, and says how renshe's menus stand then. */
async function look(): Promise<MenuStatus> {
  await watchMenus(watching.desk);
  return status();
}

async function status(): Promise<MenuStatus> {
  const [renshe] = await readMenuStatus(watching.desk, ['renshe']);
  return renshe!;
}

describe('a season', () => {
  it('comes and goes by itself where the file says autoApply', async () => {
    setFile({ autoApply: true, menu: [help, winter] });
    await watching.applyByHand();
    expect(await look()).toMatchObject({
      state: 'same',
      nextChange: { day: '2026-12-01', appear: ['交医保'], disappear: [] },
    });
    expect(await watching.shown()).toEqual(['帮助']);

    watching.setTime('2026-12-01T00:00');
    expect((await look()).state).toBe('same');
    expect(await watching.shown()).toEqual(['帮助', '交医保']);

    watching.setTime('2026-12-31T23:59');
    await look();
    expect(await watching.shown()).toEqual(['帮助', '交医保']);
    watching.setTime('2027-01-01T00:00');
    await look();
    expect(await watching.shown()).toEqual(['帮助']);

    const history = await watching.history();
    expect(history.map(({ actor, kind, state }) => `${actor} ${kind} ${state}`)).toEqual([
      'schedule apply applied',
      'schedule apply applied',
      'shell apply applied',
    ]);
    const mine = watching.audited.filter(({ actor }) => actor === 'schedule');
    expect(mine.map(({ state }) => state)).toEqual(['intended', 'applied', 'intended', 'applied']);
  });

  it('is announced once, and a person applies it, where the file does not say so', async () => {
    setFile({ menu: [help, winter] });
    await watching.applyByHand();
    await look();
    watching.setTime('2026-12-01T00:00');
    const waiting = await look();
    expect(waiting).toMatchObject({ state: 'to_apply', autoApply: false });
    expect(presentMenuStatus(waiting).join('\n')).toContain('请运行 menus plan');
    watching.advance(60);
    await look();
    const lines = watching.logged.lines.filter((line) => line.includes('waits to be applied'));
    expect(lines).toHaveLength(1);
    expect(await watching.shown()).toEqual(['帮助']);

    await watching.applyByHand();
    expect((await look()).state).toBe('same');
    expect(await watching.shown()).toEqual(['帮助', '交医保']);
  });
});

describe('a changed file', () => {
  it('is applied at the next look where it says autoApply', async () => {
    setFile({ autoApply: true, menu: [help] });
    await watching.applyByHand();
    await look();
    setFile({ autoApply: true, menu: [help, human] });
    expect((await look()).state).toBe('same');
    expect(await watching.shown()).toEqual(['帮助', '找人']);
  });

  it('waits for a person the first time, and after a person went back', async () => {
    setFile({ autoApply: true, menu: [help] });
    expect(await look()).toMatchObject({
      state: 'to_apply',
      detail: expect.stringContaining('第一次') as unknown,
    });
    expect(await watching.shown()).toEqual([]);
    await watching.applyByHand();
    setFile({ autoApply: true, menu: [human] });
    await look();
    await watching.rollBackTo(1);
    expect(await look()).toMatchObject({
      state: 'to_apply',
      detail: expect.stringContaining('回滚') as unknown,
    });
    watching.advance(120);
    await look();
    expect(await watching.shown()).toEqual(['帮助']);
    await watching.applyByHand();
    expect((await look()).state).toBe('same');
  });

  it('is not looked at again before twenty minutes have passed', async () => {
    setFile({ menu: [help] });
    await watching.applyByHand();
    expect(await watchMenus(watching.desk)).toEqual(['renshe']);
    watching.advance(19);
    expect(await watchMenus(watching.desk)).toEqual([]);
    watching.advance(1);
    expect(await watchMenus(watching.desk)).toEqual(['renshe']);
  });
});

describe('what somebody did elsewhere', () => {
  it('is noticed within an hour and never overwritten by itself', async () => {
    setFile({ autoApply: true, menu: [help, winter] });
    await watching.applyByHand();
    await look();
    await watching.elsewhere.post('/cgi-bin/menu/create', other);
    for (let minute = 0; minute < 60; minute += 15) {
      watching.advance(15);
      await watchMenus(watching.desk);
    }
    const drifted = await status();
    expect(drifted).toMatchObject({ state: 'drifted', lastApplied: { version: 1 } });
    expect(presentMenuStatus(drifted).join('\n')).toContain('有人在别处改过');
    const logged = watching.logged.lines.map((line) => JSON.parse(line) as object);
    const line = { account: 'renshe', state: 'drifted', before: 'same', level: 40 };
    expect(logged.filter((each) => 'state' in each && each.state === 'drifted')).toEqual([
      expect.objectContaining(line),
    ]);

    watching.setTime('2026-12-01T00:00');
    expect((await look()).state).toBe('drifted');
    expect(await watching.shown()).toEqual(['网站改的']);
  });

  it('is over when somebody puts the menu back', async () => {
    setFile({ menu: [help] });
    await watching.applyByHand();
    await watching.elsewhere.post('/cgi-bin/menu/create', other);
    expect((await look()).state).toBe('drifted');
    const back = { button: [{ name: '帮助', type: 'click', key: 'page:help' }] };
    await watching.elsewhere.post('/cgi-bin/menu/create', back);
    watching.advance(20);
    expect((await look()).state).toBe('same');
  });

  it('before anything was applied from here is kept too', async () => {
    await watching.elsewhere.post('/cgi-bin/menu/create', other);
    setFile({ autoApply: true, menu: [help] });
    expect(await look()).toMatchObject({ state: 'not_pulled', lastApplied: null });
    expect(await watching.shown()).toEqual(['网站改的']);
  });
});

describe('trouble', () => {
  it.each(['-1', '45009'] as const)(
    'with reading (%s) is tried again less and less often, at least every hour',
    async (kind) => {
      setFile({ menu: [help] });
      await watching.applyByHand();
      watching.running.simulator.setApiFaults('renshe', {
        faults: [{ kind, path: '/cgi-bin/menu/get' }],
      });
      const pauses: number[] = [];
      for (let attempt = 0; attempt < 9; attempt++) {
        const { state, retryAt } = await look();
        expect(state).toBe('unknown');
        pauses.push((retryAt!.getTime() - watching.running.clock.at) / 60_000);
        watching.running.clock.at = retryAt!.getTime() - 1;
        expect(await watchMenus(watching.desk)).toEqual([]);
        watching.running.clock.at += 1;
      }
      expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
      watching.running.simulator.setApiFaults('renshe', { faults: [] });
      expect(await look()).toMatchObject({ state: 'same', retryAt: null });
    },
  );

  it.each(['-1', '45009', '65318'] as const)(
    'with applying (%s) leaves the old menu, says so, and is tried again',
    async (kind) => {
      setFile({ autoApply: true, menu: [help] });
      await watching.applyByHand();
      await look();
      watching.running.simulator.setApiFaults('renshe', {
        faults: [{ kind, path: '/cgi-bin/menu/create' }],
      });
      setFile({ autoApply: true, menu: [human] });
      const failed = await look();
      expect(failed.state).toBe('failed');
      expect(presentMenuStatus(failed).join('\n')).toMatch(/自动发布没有成功：.*以后再试/s);
      expect(await watching.shown()).toEqual(['帮助']);
      expect(await watchMenus(watching.desk)).toEqual([]);
      watching.running.simulator.setApiFaults('renshe', { faults: [] });
      watching.advance(1);
      expect(await look()).toMatchObject({ state: 'same', retryAt: null });
      expect(await watching.shown()).toEqual(['找人']);
    },
  );

  it('of our own with one account does not stop the others, and is tried again later', async () => {
    setFile({ autoApply: true, menu: [help] });
    await watching.applyByHand();
    setFile({ autoApply: true, menu: [human] });
    watching.files.set('yibao', { menu: [help] });
    const refusing = {
      ...watching.desk,
      audit: { record: () => Promise.reject(new Error('no record')) },
    };
    expect(await watchMenus(refusing)).toEqual(['renshe', 'yibao']);
    const [renshe, yibao] = await readMenuStatus(watching.desk, ['renshe', 'yibao']);
    expect(renshe).toMatchObject({ state: 'failed', retryAt: expect.any(Date) as unknown });
    expect(yibao).toMatchObject({ state: 'by_hand' });
    watching.advance(1);
    expect((await look()).state).toBe('same');
  });
});

it('is done by one process at a time', async () => {
  setFile({ autoApply: true, menu: [help] });
  await watching.applyByHand();
  setFile({ autoApply: true, menu: [help, human] });
  const looked = await Promise.all(Array.from({ length: 4 }, () => watchMenus(watching.desk)));
  expect(looked.flat()).toEqual(['renshe']);
  expect(await watching.history()).toHaveLength(2);
});

it('leaves an account alone that is not configured here', async () => {
  setFile({ menu: [help] });
  expect(await watchMenus({ ...watching.desk, apiOf: () => null })).toEqual([]);
  expect(await status()).toMatchObject({ state: 'unchecked', lastApplied: null });
});
