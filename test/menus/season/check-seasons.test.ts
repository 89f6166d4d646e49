import { checkMenu } from '../../../src/menus/check-menu';
import type { MenuFileButton } from '../../../src/menus/schema';
import { aMenuContext, aMenuFile } from '../menu-builders';

const help: MenuFileButton = { name: '帮助', page: 'help' };

function faultsOf(...menu: MenuFileButton[]): { at: string; message: string }[] {
  return checkMenu(aMenuFile(...menu), aMenuContext()).map(({ path, message, remedy }) => {
    expect(remedy).toEqual(expect.stringMatching(/\S/));
    return { at: path.join('.'), message };
  });
}

type Row = [what: string, season: Partial<MenuFileButton>, at: string, words: string];
const refused: Row[] = [
  ['a day that is not in the calendar', { from: '2026-02-30' }, 'menu.1.from', '不是日期'],
  ['a month that is none', { from: '13-01', until: '12-31' }, 'menu.1.from', '不是日期'],
  ['words', { until: '年底' }, 'menu.1.until', '不是日期'],
  ['days without zeros', { from: '9-1', until: '12-31' }, 'menu.1.from', '不是日期'],
  [
    'an end before the beginning',
    { from: '2026-12-01', until: '2026-11-01' },
    'menu.1.until',
    '永远不会出现',
  ],
  [
    'one day with a year and one without',
    { from: '2026-12-01', until: '12-31' },
    'menu.1.until',
    '一个有年份',
  ],
  ['every year from a day on', { from: '12-01' }, 'menu.1.from', '只写了 from'],
  ['every year until a day', { until: '12-01' }, 'menu.1.until', '只写了 until'],
];
it.each(refused)('refuses %s', (_what, season, at, words) => {
  const faults = faultsOf(help, { name: '找人', page: 'human', ...season });
  expect(faults).toEqual([{ at, message: expect.stringContaining(words) as unknown }]);
});

it('takes a single day, a season over the new year, and 29 February', () => {
  const days = [
    { from: '2026-12-01', until: '2026-12-01' },
    { from: '11-15', until: '03-15' },
    { from: '02-29', until: '02-29' },
  ];
  for (const season of days) {
    expect(faultsOf(help, { name: '找人', page: 'human', ...season })).toEqual([]);
  }
});

it('refuses a leaf whose season never meets the season of its list', () => {
  const list = (from: string): MenuFileButton => ({
    name: '交一交',
    from: '04-01',
    until: '09-30',
    buttons: [help, { name: '冬天', page: 'human', from, until: '12-31' }],
  });
  expect(faultsOf(list('09-30'), help)).toEqual([]);
  expect(faultsOf(list('10-01'), help)).toEqual([
    { at: 'menu.0.buttons.1.from', message: expect.stringContaining('永远看不到') as unknown },
  ]);
});

it('refuses a menu that is empty on some day', () => {
  const summer = { name: '夏天', page: 'help', from: '04-01', until: '09-30' } as const;
  const winter = { name: '冬天', page: 'human', from: '10-01', until: '03-31' } as const;
  expect(faultsOf(summer, winter)).toEqual([]);
  expect(faultsOf(summer, { ...winter, until: '03-30' })).toEqual([
    { at: 'menu', message: expect.stringContaining('一个按钮也没有，例如 2028-03-31') as unknown },
  ]);
});

describe('the limits on buttons side by side', () => {
  const dated = (name: string, from: string, until: string): MenuFileButton => ({
    ...{ name, page: 'help', from, until },
  });

  it('count those of one day, not those of the file', () => {
    const four = [help, help, dated('夏天', '04-01', '09-30')];
    expect(faultsOf(...four, dated('冬天', '10-01', '03-31'))).toEqual([]);
    expect(faultsOf(...four, dated('冬天', '09-30', '03-31'))).toEqual([
      { at: 'menu.3', message: '一级按钮有 4 个，微信最多 3 个' },
    ]);
  });

  it('hold below a list too, and between years and seasons', () => {
    const five = Array.from({ length: 5 }, () => help);
    const once = dated('那年', '2027-01-01', '2027-06-30');
    const list = (...buttons: MenuFileButton[]) => faultsOf({ name: '办一办', buttons });
    expect(list(...five.slice(1), once, dated('冬天', '11-01', '12-31'))).toEqual([]);
    expect(list(...five.slice(1), once, dated('冬天', '11-01', '01-01'))).toEqual([
      { at: 'menu.0.buttons.5', message: '二级按钮有 6 个，微信最多 5 个' },
    ]);
    expect(list(...five, once)).toHaveLength(1);
  });

  it('count lists that a season empties', () => {
    const list = (from: string, until: string): MenuFileButton => ({
      name: '办一办',
      buttons: [dated('里面', from, until)],
    });
    expect(faultsOf(help, help, list('01-01', '06-30'), list('07-01', '12-31'))).toEqual([]);
    expect(faultsOf(help, help, list('01-01', '07-01'), list('07-01', '12-31'))).toHaveLength(1);
  });
});
