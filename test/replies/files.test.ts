import { RE2JS } from 're2js';
import { TEXT_LIMIT_BYTES } from '../../src/wechat/reply';
import {
  loadSuppliedContent,
  readElsewhere,
  readKeywords,
  readSuppliedItems,
  readText,
  unitCodes,
} from './supplied-content';

const now = new Date('2026-11-23T12:00:00+08:00');

test('the whole set passes its own checks, with a menu for every unit', async () => {
  const content = await loadSuppliedContent(now);
  expect([...content.routing.units.keys()].sort()).toEqual([...unitCodes].sort());
  expect([...content.menus.keys()].sort()).toEqual([...unitCodes].sort());
  expect(content.routing.items).toHaveLength(85);
});

test('what the units must still fill is listed: telephones, addresses, hours, signatures, doubts', async () => {
  const { toFill } = await loadSuppliedContent(now);
  for (const unit of unitCodes) {
    const kinds = toFill.filter((entry) => entry.unit === unit).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'missing')).toHaveLength(3);
    expect(kinds).toEqual(expect.arrayContaining(['unchecked', 'asked']));
  }
  const of = (unit: string, id: string) =>
    toFill.filter((entry) => entry.unit === unit && entry.item?.id === id);
  expect(of('gongan', 'idcard').map(({ text }) => text)).toContainEqual(
    expect.stringContaining('外地的规定'),
  );
  expect(of('yibao', 'pay').map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['expired', 'pending', 'asked']),
  );
});

test('letters and names of the accounts are the units’ own', async () => {
  const { units } = (await loadSuppliedContent(now)).routing;
  const facts = [...units.values()].map(({ code, letters, accountName }) => [
    code,
    letters,
    accountName,
  ]);
  expect(facts.sort()).toEqual([
    ['gongan', 'GA', '君山公安'],
    ['jikong', 'JK', '君山疾控'],
    ['minzheng', 'MZ', '君山民政'],
    ['renshe', 'RS', '君山人社'],
    ['wenlv', 'WL', '君山文旅'],
    ['yibao', 'YB', '君山医保'],
    ['ziran', 'ZR', '君山自然资源'],
  ]);
});

test('every menu opens a way to leave a message and to see how it goes', async () => {
  const { menus } = await loadSuppliedContent(now);
  for (const [unit, { menu }] of menus) {
    const leaves = menu.flatMap((button) => button.buttons ?? [button]);
    const pages = leaves.flatMap(({ page }) => page ?? []);
    const lacking = ['human', 'progress'].filter((page) => !pages.some((has) => has === page));
    expect({ unit, lacking }).toEqual({ unit, lacking: [] });
    // a phone shows eight characters of a name and cuts the rest
    for (const { name } of leaves) expect(name.length).toBeLessThanOrEqual(8);
  }
});

test('every item can be reached from its unit’s menu', async () => {
  const { menus } = await loadSuppliedContent(now);
  for (const { unit, item } of readSuppliedItems()) {
    const leaves = menus.get(unit)!.menu.flatMap((button) => button.buttons ?? [button]);
    const reached = leaves.some((leaf) => leaf.item === item.id || leaf.items === item.group);
    expect({ unit, item: item.id, reached }).toEqual({ unit, item: item.id, reached: true });
  }
});

test.each(unitCodes)('%s: exact keywords are written once and are no item’s phrase', (unit) => {
  const words = readKeywords(unit).flatMap(({ exact }) => exact ?? []);
  expect(words).toEqual([...new Set(words)]);
  const asks = readSuppliedItems().filter((entry) => entry.unit === unit);
  const phrases = new Set(asks.flatMap(({ item }) => item.asks));
  expect(words.filter((word) => phrases.has(word))).toEqual([]);
});

test.each([
  ['renshe', '请问你们周六上班吗', true],
  ['jikong', '疾控中心几点上班', true],
  ['ziran', '不动产登记中心在哪', true],
  ['gongan', '派出所几点上班', false],
  ['wenlv', '图书馆几点开门', false],
  ['minzheng', '婚姻登记处要带什么', false],
] as const)('%s: a rule about hours or place takes “%s”: %s', (unit, text, taken) => {
  const patterns = readKeywords(unit).flatMap(({ pattern }) => pattern ?? []);
  expect(patterns.some((pattern) => RE2JS.compile(pattern).matcher(text).find())).toBe(taken);
});

test('matters of others have their own phrases, a short answer and a number', () => {
  const elsewhere = readElsewhere();
  const phrases = elsewhere.flatMap(({ asks }) => asks);
  expect(phrases).toEqual([...new Set(phrases)]);
  const ours = new Set(readSuppliedItems().flatMap(({ item }) => item.asks));
  expect(phrases.filter((phrase) => ours.has(phrase))).toEqual([]);
  for (const { reply, telephone } of elsewhere) {
    expect(reply).toMatch(/\d{5}/);
    expect(reply.length).toBeLessThanOrEqual(60);
    expect(Buffer.byteLength(reply)).toBeLessThan(TEXT_LIMIT_BYTES);
    expect(telephone).toMatch(/^\d{5}$/);
  }
});

test('texts use Chinese punctuation', () => {
  const files = unitCodes.flatMap((unit) =>
    ['unit', 'items', 'keywords'].map((name) => `replies/${unit}/${name}.yaml`),
  );
  for (const file of [...files, 'replies/district/elsewhere.yaml']) {
    const wrong = readText(file)
      .split('\n')
      .filter((line) => /\p{Script=Han}[,;?!:](?!\s*$)|[,;?!]\p{Script=Han}/u.test(line));
    expect({ file, wrong }).toEqual({ file, wrong: [] });
  }
});
