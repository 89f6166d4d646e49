import { isShown } from '../../src/items/facts';
import { listStatements, readSuppliedItems, unitCodes } from './supplied-content';

/** The catalogue of the seven units, typed from the survey of their services. */
const catalogue: Record<(typeof unitCodes)[number], string> = {
  minzheng:
    'marry divorce marrycert dibao subsidyquery tekun linshi gaoling canji yanglao binzang guer',
  gongan:
    'idcard idprogress tempid hukoumove birth hukouitem residence passport nocrime traffic lostfound fanzha policestation',
  wenlv: 'ticket scenic bird complaint culture activity agency heritage farmstay internetcafe',
  renshe:
    'sbquery pensionquery certify card cardprogress resident flex retire unemploy jobs subsidytrain wage arbit injury talent',
  yibao: 'pay payquery ecert offsite claim chronic mother family transfer agency fraud aid',
  jikong: 'vaccine cert hpv rabies schisto health hiv tb mental vectors schoolill',
  ziran:
    'realestate progress ownerquery mortgage lost homestead planning landcert forest illegal hazard info',
};

const items = readSuppliedItems();

test('all 85 items of the catalogue are there, each once', () => {
  const expected = unitCodes.flatMap((unit) =>
    catalogue[unit].split(' ').map((id) => `${unit}.${id}`),
  );
  expect(expected).toHaveLength(85);
  expect(items.map(({ ref }) => ref).sort()).toEqual(expected.sort());
});

test('no phrase asks for two items of one unit, and none of one district for two units', () => {
  const owners = new Map<string, string>();
  const twice: string[] = [];
  for (const { ref, item } of items) {
    for (const phrase of item.asks) {
      const key = phrase.toLowerCase();
      const owner = owners.get(key);
      if (owner !== undefined) twice.push(`${phrase}: ${owner}, ${ref}`);
      owners.set(key, ref);
    }
  }
  expect(twice).toEqual([]);
});

test('every phrase is a word or a short phrase, and every item has at least ten', () => {
  for (const { ref, item } of items) {
    expect({ ref, phrases: item.asks.length >= 10 }).toEqual({ ref, phrases: true });
    for (const phrase of item.asks) {
      expect(phrase).toMatch(/^[\p{Script=Han}A-Za-z0-9]{2,10}$/u);
    }
  }
});

test('sentences are short enough to be read on a phone by an old person', () => {
  for (const { item } of items) {
    expect(item.name.length).toBeLessThanOrEqual(14);
    expect(item.summary?.length ?? 0).toBeLessThanOrEqual(45);
    expect(item.where?.length ?? 0).toBeLessThanOrEqual(30);
    for (const { text } of listStatements(item)) expect(text.length).toBeLessThanOrEqual(60);
  }
});

test('citizens are spoken to politely', () => {
  const texts = items.flatMap(({ item }) => [
    item.summary ?? '',
    item.where ?? '',
    ...listStatements(item).map(({ text }) => text),
  ]);
  expect(texts.filter((text) => /你/.test(text))).toEqual([]);
});

test('what concerns health, a report or a child is kept out of receipts', () => {
  const sensitive = items.filter(({ item }) => item.sensitive).map(({ ref }) => ref);
  expect(sensitive).toEqual(
    expect.arrayContaining(['jikong.hiv', 'jikong.mental', 'jikong.tb', 'yibao.fraud']),
  );
});

test('nobody has signed for a unit that has not looked yet', () => {
  expect(items.filter(({ item }) => item.checkedBy ?? item.checkedAt)).toEqual([]);
});

test.each([
  ['minzheng.marry', '双方要亲自到场'],
  ['gongan.idcard', '身份证丢了，要申请补领'],
  ['renshe.wage', '被拖欠工资，可以投诉、申请仲裁或到法院起诉'],
])('%s shows a citizen: %s', (ref, text) => {
  expect(shownTexts(ref, '2026-11-23')).toContain(text);
});

test('last winter’s medical insurance price was shown while it held and is gone since', () => {
  const priced = (day: string) =>
    shownTexts('yibao.pay', day).some((text) => text.includes('400元'));
  expect(priced('2026-01-31')).toBe(true);
  expect(priced('2026-02-01')).toBe(false);
});

function shownTexts(ref: string, day: string): string[] {
  const { item } = items.find((candidate) => candidate.ref === ref)!;
  const noon = new Date(`${day}T12:00:00+08:00`);
  return listStatements(item)
    .filter((statement) => isShown(statement, noon))
    .map(({ text }) => text);
}
