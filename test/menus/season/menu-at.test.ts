import type { MenuFileButton } from '../../../src/menus/schema';
import { menuAt } from '../../../src/menus/season/menu-at';
import { findNextChange, listPastSeasons } from '../../../src/menus/season/season-changes';
import { aMenuFile } from '../menu-builders';

const help: MenuFileButton = { name: '帮助', page: 'help' };
const pay: MenuFileButton = { name: '交医保', item: 'pay' };

/** Names of the buttons that are there on a day, those of lists behind their parent's. */
function namesAt(day: string, ...menu: MenuFileButton[]): string[] {
  return menuAt(aMenuFile(...menu), day).menu.flatMap(({ name, buttons }) => [
    name,
    ...(buttons ?? []).map((leaf) => leaf.name),
  ]);
}

type Row = [
  what: string,
  from: string | undefined,
  until: string | undefined,
  day: string,
  boolean,
];
const rows: Row[] = [
  ['the day before', '2026-12-01', '2026-12-31', '2026-11-30', false],
  ['the first day', '2026-12-01', '2026-12-31', '2026-12-01', true],
  ['the last day', '2026-12-01', '2026-12-31', '2026-12-31', true],
  ['the day after', '2026-12-01', '2026-12-31', '2027-01-01', false],
  ['a year later', '2026-12-01', '2026-12-31', '2027-12-15', false],
  ['only a first day, before it', '2026-12-01', undefined, '2026-11-30', false],
  ['only a first day, long after it', '2026-12-01', undefined, '2031-01-01', true],
  ['only a last day, on it', undefined, '2026-12-31', '2026-12-31', true],
  ['only a last day, after it', undefined, '2026-12-31', '2027-01-01', false],
  ['every year, before', '04-01', '09-30', '2026-03-31', false],
  ['every year, within', '04-01', '09-30', '2031-04-01', true],
  ['every year, last day', '04-01', '09-30', '2026-09-30', true],
  ['over the new year, in the old one', '11-15', '03-15', '2026-12-31', true],
  ['over the new year, in the new one', '11-15', '03-15', '2027-03-15', true],
  ['over the new year, in summer', '11-15', '03-15', '2026-07-01', false],
  ['to 29 February in a leap year', '01-01', '02-29', '2028-02-29', true],
  ['to 29 February in another year', '01-01', '02-29', '2027-02-28', true],
  ['the day after it in another year', '01-01', '02-29', '2027-03-01', false],
  ['no season', undefined, undefined, '2026-11-23', true],
];
it.each(rows)('%s', (_what, from, until, day, there) => {
  const dated = { ...pay, ...(from && { from }), ...(until && { until }) };
  expect(namesAt(day, dated, help)).toEqual(there ? ['交医保', '帮助'] : ['帮助']);
});

it('takes a list that is left empty away with its last button', () => {
  const list = { name: '交一交', buttons: [{ ...pay, until: '2026-12-31' }] };
  expect(namesAt('2026-12-31', list, help)).toEqual(['交一交', '交医保', '帮助']);
  expect(namesAt('2027-01-01', list, help)).toEqual(['帮助']);
});

it('makes the same menu of a file in season as of a file without dates', () => {
  const dated = aMenuFile({ ...pay, from: '09-01', until: '12-31' }, help);
  expect(menuAt(dated, '2026-10-01')).toEqual(aMenuFile(pay, help));
  expect(menuAt(aMenuFile(pay, help), '2026-10-01')).toEqual(aMenuFile(pay, help));
});

describe('the next change', () => {
  it('is the day on which a season begins, then the day after its last', () => {
    const file = aMenuFile({
      name: '办一办',
      buttons: [help, { ...pay, from: '09-01', until: '12-31' }],
    });
    const names = ['办一办 / 交医保'];
    expect(findNextChange(file, '2026-08-31')).toEqual({
      day: '2026-09-01',
      appear: names,
      disappear: [],
    });
    expect(findNextChange(file, '2026-09-01')).toEqual({
      day: '2027-01-01',
      appear: [],
      disappear: names,
    });
    expect(findNextChange(file, '2027-01-01')?.day).toBe('2027-09-01');
  });

  it('knows that 29 February is not in every year', () => {
    const file = aMenuFile(help, { ...pay, from: '01-01', until: '02-29' });
    expect(findNextChange(file, '2027-02-01')?.day).toBe('2027-03-01');
    expect(findNextChange(file, '2028-02-01')?.day).toBe('2028-03-01');
    const begins = aMenuFile(help, { ...pay, from: '02-29', until: '05-01' });
    expect(findNextChange(begins, '2027-02-01')?.day).toBe('2027-03-01');
    expect(findNextChange(begins, '2028-02-01')?.day).toBe('2028-02-29');
  });

  it('sees that a season exchanges what stands behind a name', () => {
    const file = aMenuFile(
      { ...pay, until: '2026-12-31' },
      { name: '交医保', page: 'human', from: '2027-01-01' },
    );
    const change = { day: '2027-01-01', appear: ['交医保'], disappear: ['交医保'] };
    expect(findNextChange(file, '2026-11-23')).toEqual(change);
  });

  it('finds a yearly season below a list that opens years from now', () => {
    const file = aMenuFile(help, {
      name: '办一办',
      from: '2030-01-01',
      buttons: [{ ...pay, from: '06-01', until: '06-30' }],
    });
    expect(findNextChange(file, '2026-11-23')?.day).toBe('2030-06-01');
  });

  it('is none where nothing comes any more', () => {
    expect(findNextChange(aMenuFile(help), '2026-11-23')).toBeNull();
    expect(
      findNextChange(aMenuFile(help, { ...pay, until: '2026-01-01' }), '2026-11-23'),
    ).toBeNull();
  });
});

it('names the buttons whose season never comes back', () => {
  const file = aMenuFile(
    { ...pay, until: '2026-11-22' },
    { ...help, until: '2026-11-23' },
    {
      name: '更多',
      buttons: [{ name: '旧的', page: 'human', from: '2025-01-01', until: '2025-12-31' }],
    },
    { name: '每年', page: 'items', from: '01-01', until: '02-01' },
  );
  expect(listPastSeasons(file, '2026-11-23')).toEqual(['交医保', '旧的']);
});
