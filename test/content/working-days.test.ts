import { ContentFolder } from './content-folder';

let folder: ContentFolder;
beforeEach(() => (folder = new ContentFolder()));
afterEach(() => folder.dispose());

const limits = 'replies/district/limits.yaml';
const calendar = 'replies/district/calendar/2026.yaml';
const unit = 'replies/renshe/unit.yaml';

type Row = [
  what: string,
  edit: [string, string, string],
  at: string,
  message: RegExp,
  remedy: RegExp | null,
];

const rows: Row[] = [
  [
    'a day of another year',
    [calendar, 'to: 2026-01-03', 'to: 2028-01-03'],
    `${calendar}:10:39`,
    /2028-01-03 不是 2026 年/,
    null,
  ],
  [
    'a holiday that ends before it begins',
    [calendar, 'to: 2026-10-07', 'to: 2026-09-07'],
    `${calendar}:16:40`,
    /2026-09-07 在 2026-10-01 前面/,
    null,
  ],
  [
    'holidays that overlap',
    [calendar, 'from: 2026-10-01', 'from: 2026-09-27'],
    `${calendar}:16:24`,
    /中秋节 重叠/,
    null,
  ],
  [
    'a weekday as a day made up for',
    [calendar, '- 2026-10-10', '- 2026-10-09'],
    `${calendar}:23:5`,
    /本来就是周一到周五/,
    null,
  ],
  [
    'a day both off and worked',
    [calendar, '- 2026-10-10', '- 2026-10-04'],
    `${calendar}:23:5`,
    /国庆节 的放假里/,
    null,
  ],
  ['a day twice', [calendar, '- 2026-10-10', '- 2026-09-20'], `${calendar}:23:5`, /写了两次/, null],
  [
    'a day that is not there',
    [calendar, '- 2026-10-10', '- 2026-02-30'],
    `${calendar}:23:5`,
    /不能是“2026-02-30”/,
    /2026-10-01 这样/,
  ],
  [
    'another year than the name',
    [calendar, 'year: 2026', 'year: 2025'],
    `${calendar}:5:7`,
    /大多不是 2025 年/,
    null,
  ],
  [
    'an unknown key',
    [calendar, 'document:', 'documnet:'],
    `${calendar}:7:1`,
    /不认识“documnet”/,
    /document/,
  ],
  [
    'no source',
    [calendar, 'https://www.gov.cn', 'www.gov.cn'],
    `${calendar}:8:9`,
    /source/,
    /网址/,
  ],
  [
    'hours that run backwards',
    [limits, "to: '12:00'", "to: '08:00'"],
    `${limits}:12:26`,
    /08:00 不在 08:30 后面/,
    null,
  ],
  [
    'hours in the wrong order',
    [limits, "from: '14:30'", "from: '11:30'"],
    `${limits}:13:13`,
    /11:30 在上一段结束以前/,
    null,
  ],
  [
    'a limit without its rule',
    [limits, ' rule: 受理期限,', ''],
    `${limits}:28:11`,
    /缺少 rule/,
    /依据/,
  ],
  ['a limit of nothing', [limits, 'value: 24', 'value: 0'], `${limits}:29:20`, /至少/, null],
  [
    'a target beyond its limit',
    [limits, 'target: 1', 'target: 6'],
    `${limits}:31:39`,
    /目标 6 比期限 5 还长/,
    null,
  ],
  [
    'a reminder after the end',
    [limits, 'remind: { value: 5', 'remind: { value: 10'],
    `${limits}:43:22`,
    /提醒要在办结以前/,
    null,
  ],
  ['a step twice', [limits, "'+1wd'", "'0wd'"], `${limits}:59:11`, /写了两次/, null],
  ['a step that is no step', [limits, "'+1wd'", "'明天'"], `${limits}:59:11`, /明天/, /-1wd/],
  [
    'an unknown receiver',
    [limits, '[coordinator]', '[coordinatr]'],
    `${limits}:59:24`,
    /coordinatr/,
    /coordinator/,
  ],
];

it.each(rows)('finds %s', async (_what, [file, from, to], at, message, remedy) => {
  folder.edit(file, from, to);
  const faults = await folder.loadFaults();
  expect(faults).toEqual([
    {
      at,
      message: expect.stringMatching(message) as string,
      remedy: remedy ? (expect.stringMatching(remedy) as string) : null,
    },
  ]);
});

it('finds seasons that overlap and single days that are told twice', async () => {
  const season = (name: string, from: string, to: string): string =>
    `      - { name: ${name}, from: "${from}", to: "${to}", workHours: [{ from: "08:00", to: "12:00" }] }\n`;
  const text = folder.read(unit);
  const hours = /hours:\n(?: {2}.*\n)+/.exec(text)![0];
  folder.write(
    unit,
    text.replace(
      hours,
      'hours:\n  text: 每天\n  workHours: [{ from: "08:30", to: "17:00" }]\n  seasons:\n' +
        season('夏令', '07-01', '09-30') +
        season('冬令', '12-01', '07-01') +
        '  restDays: [{ date: 2026-12-01, reason: 搬家 }]\n' +
        '  workDays: [{ date: 2026-12-01, reason: 搬家 }]\n',
    ),
  );
  const messages = (await folder.loadFaults()).map(({ message }) => message);
  expect(messages).toEqual(['和“夏令”的日子重叠', '2026-12-01 写了两次，只留一处']);
});

it('finds a file named for another year, a year left out, and what is no year', async () => {
  const text = folder.read(calendar);
  folder.write(
    'replies/district/calendar/2028.yaml',
    'year: 2028\ntitle: 通知\ndocument: 国办发明电〔2027〕1号\nsource: https://www.gov.cn/\n' +
      'daysOff:\n  - { name: 元旦, from: 2028-01-01, to: 2028-01-03 }\nworkdays: []\n',
  );
  folder.write('replies/district/calendar/holidays.yaml', text);
  const faults = await folder.loadFaults();
  expect(faults.map(({ at }) => at)).toContain('replies/district/calendar/holidays.yaml');
  expect(faults.find(({ at }) => at === 'replies/district/calendar/2028.yaml:1:7')).toMatchObject({
    message: '前一个文件是 2026 年，中间缺了 2027 年',
    remedy: '补上 2027.yaml',
  });
  folder.remove('replies/district/calendar/2028.yaml');
  folder.remove('replies/district/calendar/holidays.yaml');
  folder.remove(calendar);
  folder.write('replies/district/calendar/2025.yaml', text);
  expect(await folder.loadFaults()).toMatchObject([
    { at: 'replies/district/calendar/2025.yaml:5:7', remedy: '写成 year: 2025，或者改文件名' },
  ]);
  folder.remove('replies/district/calendar/2025.yaml');
  expect((await folder.loadFaults()).map(({ at }) => at)).toEqual(['replies/district/calendar']);
});

it('changes when everybody works with the files', async () => {
  const before = await folder.loadRight();
  folder.edit(limits, 'restDays: []', 'restDays: [{ date: 2026-11-24, reason: 冰冻停办 }]');
  const after = await folder.loadRight();
  expect(after.schedules.digest).not.toBe(before.schedules.digest);
  expect(after.version).not.toBe(before.version);
  const promise = ({ routing }: typeof before): string =>
    routing.workTime.firstContactBy('renshe', new Date('2026-11-23T02:00:00Z')).date;
  expect([promise(before), promise(after)]).toEqual(['2026-11-24', '2026-11-25']);
});
