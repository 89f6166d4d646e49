import { ContentFolder, now } from './content-folder';

let folder: ContentFolder;
beforeEach(() => (folder = new ContentFolder()));
afterEach(() => folder.dispose());

it('gives routing all files of all units, with refs, defaults and the texts of menu buttons', async () => {
  const { routing, menus } = await folder.loadRight();
  expect([...routing.units.keys()]).toEqual(['renshe', 'yibao']);
  expect(routing.items.map(({ ref, unit }) => [ref, unit])).toEqual([
    ['renshe.card', 'renshe'],
    ['renshe.pension', 'renshe'],
    ['yibao.pay', 'yibao'],
    ['yibao.secret', 'yibao'],
  ]);
  expect(routing.keywords.get('renshe')).toHaveLength(5);
  expect(routing.keywords.get('yibao')).toEqual([]);
  expect(routing.emergencies[0]?.numbers).toEqual(['119']);
  expect(routing.smallTalk[0]?.contains).toEqual([]);
  expect(routing.elsewhere[0]?.telephone).toBe('95598');
  expect(routing.vocabulary.typos).toEqual({ 设保卡: '社保卡' });
  expect([...routing.menuReplies]).toEqual([['reply:renshe:contact', '请打 12345。']]);
  expect(routing.publicUrl).toBe('https://zj.example.gov.cn');
  expect([...menus.keys()]).toEqual(['renshe']);
});

it('gives the same version for the same bytes and another for others', async () => {
  const { version } = await folder.loadRight();
  const copy = new ContentFolder();
  expect((await copy.loadRight()).version).toBe(version);
  copy.edit('replies/renshe/items.yaml', '政务中心', '政务大厅');
  expect((await copy.loadRight()).version).not.toBe(version);
  copy.dispose();
});

describe('what is still to fill', () => {
  const items = 'replies/renshe/items.yaml';
  const open = async (at = now) =>
    (await folder.loadRight(at)).toFill
      .filter(({ unit }) => unit === 'renshe')
      .map(({ kind, item, line, text }) => [kind, item?.id ?? null, line, text]);

  beforeEach(() => {
    folder.edit(
      'replies/renshe/unit.yaml',
      'topItems:',
      'checkedBy: 办公室\ncheckedAt: 2026-11-01\ntopItems:',
    );
    folder.edit(
      items,
      '    telephone: "12333"',
      '    checkedBy: 办公室\n    checkedAt: 2026-11-01',
    );
  });

  it('is nothing where all is filled and checked', async () => {
    expect(await open()).toEqual([]);
  });

  it('lists the missing telephone, address and hours, and who has not signed', async () => {
    const text = folder.read('replies/renshe/unit.yaml');
    folder.write(
      'replies/renshe/unit.yaml',
      text.replace(/telephone:[^]*?(?=welcome)/, '').replace(/checkedBy[^]*?(?=topItems)/, ''),
    );
    folder.edit(
      items,
      '    checkedBy: 办公室\n    checkedAt: 2026-11-01\n  - id: pension',
      '  - id: pension',
    );
    expect(await open()).toEqual([
      ['missing', null, 2, '没有电话，群众看到的是 12345'],
      ['missing', null, 2, '没有地址'],
      ['missing', null, 2, '没有办公时间'],
      ['unchecked', null, 2, '单位信息没有核对人'],
      ['unchecked', 'card', 3, '没有核对人'],
    ]);
  });

  it.each([
    ['quality: press', '费用“首次办理不收费”：媒体报道，不显示'],
    ['quality: mirror', '费用“首次办理不收费”：转载，不显示'],
    ['quality: pending', '费用“首次办理不收费”：来源待查，不显示'],
  ])('lists a fact of %s', async (quality, text) => {
    folder.edit(items, 'quality: gov', quality);
    expect(await open()).toEqual([['pending', 'card', 10, text]]);
  });

  it('lists a fact of another place', async () => {
    folder.edit(items, 'place: 湖南', 'place: 外地');
    expect(await open()).toEqual([
      ['pending', 'card', 10, '费用“首次办理不收费”：外地的规定，不显示'],
    ]);
  });

  it('lists a fact from the day after its last, by the day in China', async () => {
    folder.edit(items, '      place: 湖南', '      place: 湖南\n      validUntil: 2026-12-31');
    expect(await open(new Date('2026-12-31T15:59:59Z'))).toEqual([]);
    expect(await open(new Date('2026-12-31T16:00:00Z'))).toEqual([
      ['expired', 'card', 10, '费用“首次办理不收费”：2026-12-31 已过期，不再显示'],
    ]);
  });

  it('lists what the authors ask of the unit', async () => {
    folder.edit(items, '    where: 政务中心', '    where: 政务中心\n    toFill: [窗口号]');
    expect(await open()).toEqual([['asked', 'card', 9, '窗口号']]);
  });
});
