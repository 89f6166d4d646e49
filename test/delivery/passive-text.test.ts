import { buildPassiveText } from '../../src/delivery/passive-text';

const signature = '——君山区人力资源和社会保障局 2026年11月23日';
const whole = { progressUrl: null, telephone: '0730-8123456' };
const page = 'https://zj.example.gov.cn/cases/RS202611230001X';
const bytes = (text: string): number => Buffer.byteLength(text);

it('is nothing of its own where the answer fits, mark included', () => {
  const text = 'a'.repeat(2048 - bytes('【答复】'));
  expect(buildPassiveText(text, whole, 0)).toBeNull();
  expect(buildPassiveText(`${text}a`, whole, 0)).not.toBeNull();
  const marked = `【答复】${text}`;
  expect(bytes(marked)).toBe(2048);
  expect(buildPassiveText(marked, whole, 0)).toBeNull();
});

it.each([
  [whole, '请打0730-8123456，或回复“进度”查看'],
  [{ progressUrl: null, telephone: null }, '请打12345，或回复“进度”查看'],
  [{ ...whole, progressUrl: page }, `请看：${page}`],
])('is shortened with where the rest is, and its 落款: %j', (where, words) => {
  const text = `${'请带身份证来。'.repeat(120)}\n${signature}`;
  const passive = buildPassiveText(text, where, 0)!;
  expect(bytes(`【答复】${passive}`)).toBeLessThanOrEqual(2048);
  expect(
    passive.endsWith(`（答复较长，全文${words}。）\n${signature}`.replace(`${page}。`, page)),
  ).toBe(true);
});

it.each([
  [whole, '（另有图片2张，请打0730-8123456查询）'],
  [{ progressUrl: null, telephone: null }, '（另有图片2张，请打12345查询）'],
  [{ ...whole, progressUrl: page }, `（另有图片2张，请看：${page}）`],
])('says above the 落款 where pictures are that cannot be sent: %j', (where, note) => {
  expect(buildPassiveText(`看图。\n${signature}`, where, 2)).toBe(`看图。\n${note}\n${signature}`);
  expect(buildPassiveText('看图。', where, 2)).toBe(`看图。\n${note}`);
});
