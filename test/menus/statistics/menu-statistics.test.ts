import type { StoredMenus } from '../../../src/menus/menu-version';
import {
  matchTaps,
  readMenuStatistics,
  type MenuStatistics,
} from '../../../src/menus/statistics/menu-statistics';
import { presentStatistics } from '../../../src/menus/statistics/present-statistics';
import { countTaps, type TapSum } from '../../../src/menus/statistics/tap-store';
import { anItem } from '../menu-builders';
import { startWatching, type Watching } from '../drift/watching';

const describing = { items: [anItem('renshe.card')], menuReplies: new Map<string, string>() };
const lastDay = '2026-11-20';

const menus: StoredMenus = {
  button: [
    {
      name: '办一办',
      sub_button: [
        { name: '社保卡', type: 'click', key: 'item:renshe.card' },
        { name: '官网', type: 'view', url: 'https://example.org/' },
        {
          name: '小程序',
          type: 'miniprogram',
          appid: 'wx0',
          pagepath: 'pages/a',
          url: 'https://a',
        },
      ],
    },
    { name: '帮助', type: 'click', key: 'page:help' },
    { name: '文章', type: 'article_id', article_id: 'A1' },
  ],
  conditional: [
    {
      name: '志愿者',
      matchrule: { tag_id: '101' },
      button: [
        { name: '办卡', type: 'click', key: 'item:renshe.card' },
        { name: '报名', type: 'scancode_waitmsg', key: 'scan:renshe:answer' },
      ],
    },
  ],
};

const sums: TapSum[] = [
  { kind: 'view', button: 'https://example.org/', clicks: 9, lastDay },
  { kind: 'click', button: 'page:old', clicks: 7, lastDay },
  { kind: 'click', button: 'item:renshe.card', clicks: 5, lastDay },
  { kind: 'view', button: 'page:help', clicks: 2, lastDay },
  { kind: 'miniprogram', button: 'pages/a', clicks: 1, lastDay },
];

it('puts taps to buttons by kind and key, most used first, unused and unreported last', () => {
  const { buttons, gone } = matchTaps(menus, sums);
  expect(buttons.map(({ names, clicks }) => [names.join('、'), clicks])).toEqual([
    ['办一办 / 官网', 9],
    ['办一办 / 社保卡、（志愿者）办卡', 5],
    ['办一办 / 小程序', 1],
    ['帮助', 0],
    ['（志愿者）报名', 0],
    ['文章', null],
  ]);
  expect(gone.map(({ kind, button }) => `${kind} ${button}`)).toEqual([
    'click page:old',
    'view page:help',
  ]);
});

it('is shown as a table with what nobody used, what is gone, and the days', () => {
  const statistics: MenuStatistics = {
    ...{ unit: 'renshe', title: '君山人社（renshe）', first: '2026-11-01', last: '2026-11-23' },
    appliedAt: new Date('2026-11-10T00:00:00Z'),
    ...matchTaps(menus, sums),
    days: [
      { day: '2026-11-19', clicks: 20 },
      { day: '2026-11-20', clicks: 4 },
    ],
  };
  const lines = presentStatistics(statistics, describing);
  expect(lines[1]).toBe(
    '君山人社（renshe）  2026-11-01 至 2026-11-23，共 24 次；现在的菜单是 2026-11-10 放上去的',
  );
  expect(lines.find((line) => line.includes('社保卡'))).toMatch(/ 5 +2026-11-20 +回复事项卡片/);
  expect(lines).toContain('  没有人点过：帮助、（志愿者）报名');
  expect(lines.find((line) => line.includes('文章'))).toContain('微信不报告');
  expect(lines.find((line) => line.includes('page:old'))).toContain('不是本系统的按钮');
  expect(lines.at(-1)).toBe('  每天：11-19 20 次，11-20 4 次');
});

describe('read from what was counted', () => {
  let watching: Watching;
  beforeAll(async () => {
    watching = await startWatching();
    watching.setTime('2026-11-23T10:00');
    const { database } = watching.desk;
    const tap = { account: 'renshe', kind: 'click', button: 'page:help' } as const;
    await countTaps(database, [
      { ...tap, day: '2026-11-16', clicks: 100 },
      { ...tap, day: '2026-11-17', clicks: 3 },
      { ...tap, day: '2026-11-23', clicks: 4 },
      { ...tap, account: 'yibao', day: '2026-11-23', clicks: 50 },
    ]);
  });
  afterAll(() => watching.stop());

  const human = { name: '找人', page: 'human' } as const;

  it('takes the buttons of the file where nothing was applied', async () => {
    watching.files.set('renshe', { menu: [human, { name: '帮助', page: 'help' }] });
    const statistics = await readMenuStatistics(watching.desk, 'renshe', 7);
    expect(statistics).toMatchObject({ first: '2026-11-17', last: '2026-11-23', appliedAt: null });
    expect(statistics.buttons.map(({ names, clicks }) => [names[0], clicks])).toEqual([
      ['帮助', 7],
      ['找人', 0],
    ]);
    expect((await readMenuStatistics(watching.desk, 'renshe', 8)).buttons[0]!.clicks).toBe(107);
    expect((await readMenuStatistics(watching.desk, 'renshe', 1)).buttons[0]!.clicks).toBe(4);
  });

  it('takes the buttons that were applied, whatever the file says now', async () => {
    watching.files.set('renshe', { menu: [human] });
    await watching.applyByHand();
    watching.files.set('renshe', { menu: [{ name: '帮助', page: 'help' }] });
    const { buttons, gone, appliedAt } = await readMenuStatistics(watching.desk, 'renshe', 7);
    expect(buttons.map(({ names }) => names)).toEqual([['找人']]);
    expect(gone).toMatchObject([{ button: 'page:help', clicks: 7, lastDay: '2026-11-23' }]);
    expect(appliedAt).toEqual(watching.desk.clock.now());
  });
});
