import { readAnswer } from '../../../../src/queries/sources/http/read-answer';
import { isValuePath, readPath } from '../../../../src/queries/sources/http/value-path';
import { sourceSchema } from '../../../../src/queries/source-schema';

function declare(response: Record<string, unknown>) {
  const source = sourceSchema.parse({ kind: 'http', url: 'https://a.example.com/', response });
  if (source.kind !== 'http') throw new Error(source.kind);
  return source.response;
}
const json = declare({
  rows: 'data.list',
  columns: { 状态: 'state.name', 金额: 'amount' },
  none: { path: 'code', values: ['1001'] },
  noneStatus: [404],
  asOf: 'data.date',
});
const xml = declare({ type: 'xml', rows: 'r.list.row', columns: { 状态: 'state', 号: '@no' } });

const answer = (body: string | Buffer, status = 200, contentType = 'application/json') => ({
  status,
  contentType,
  body: Buffer.from(body),
});
const BAD = { kind: 'unavailable', reason: 'bad_answer' };

it('reads rows and the day of the data', () => {
  const body =
    '{"code":0,"data":{"date":"2026-11-01","list":[{"state":{"name":"已\\u0000付\\n款"},"amount":12.5},{"amount":true}]}}';
  expect(readAnswer(json, answer(body))).toEqual({
    kind: 'rows',
    asOf: new Date('2026-10-31T16:00:00Z'),
    rows: [
      { 状态: '已 付 款', 金额: '12.5' },
      { 状态: '', 金额: 'true' },
    ],
  });
});

it.each([
  ['its status', answer('<html>', 404)],
  ['a code', answer('{"code":1001}')],
  ['a code in text', answer('{"code":"1001","data":null}')],
  ['an empty list', answer('{"code":0,"data":{"list":[]}}')],
  ['null', answer('{"code":0,"data":{"list":null}}')],
])('is told that there is nothing by %s', (_name, given) => {
  expect(readAnswer(json, given)).toEqual({ kind: 'none', asOf: null });
});

it.each([
  ['HTML', answer('<!doctype html><html></html>', 200, 'text/html')],
  ['a page in XHTML', answer('<html><body>维护</body></html>')],
  ['an error of the server', answer('{"code":1001}', 500)],
  ['a refusal', answer('{"data":{"list":[]}}', 403)],
  ['a path that is not there', answer('{"code":0}')],
  ['text where rows should be', answer('{"data":{"list":"x"}}')],
  ['numbers where rows should be', answer('{"data":{"list":[1]}}')],
  ['cut JSON', answer('{"data":{"list":[{"state"')],
  ['nothing', answer('')],
  ['bytes that are no text', answer(Buffer.of(0xff, 0xfe, 0xfd))],
  ['an unknown charset', answer('{}', 200, 'application/json; charset=martian')],
  ['nesting without end', answer('['.repeat(1_000_000))],
])('takes %s for a bad answer, never for "nothing found"', (_name, given) => {
  expect(readAnswer(json, given)).toEqual(BAD);
});

it('does not take a missing value for the one that says "nothing found"', () => {
  const declared = declare({ rows: 'list', columns: {}, none: { path: 'code', values: [''] } });
  expect(readAnswer(declared, answer('{"message":"x"}'))).toEqual(BAD);
  expect(readAnswer(declared, answer('{"code":{}}'))).toEqual(BAD);
  expect(readAnswer(declared, answer('{"code":""}'))).toEqual({ kind: 'none', asOf: null });
});

it('reads JSON of any content type, in the charset that is stated', () => {
  const bytes = Buffer.concat([
    Buffer.from('{"data":{"list":[{"amount":"'),
    Buffer.from('d2d1b8b6', 'hex'),
    Buffer.from('"}]}}'),
  ]);
  expect(readAnswer(json, answer(bytes, 200, 'text/html;charset=GBK'))).toMatchObject({
    rows: [{ 金额: '已付' }],
  });
});

it('takes no more rows and characters than a citizen reads', () => {
  const list = Array.from({ length: 300 }, () => ({ amount: 'x'.repeat(1000) }));
  const result = readAnswer(json, answer(JSON.stringify({ data: { list } })));
  expect(result.kind === 'rows' && result.rows.length).toBe(200);
  expect(result.kind === 'rows' && result.rows[0]!['金额']!.length).toBe(500);
});

it('reads XML: one row, several, none', () => {
  const read = (rows: string) =>
    readAnswer(xml, answer(`<?xml version="1.0"?><r><list>${rows}</list></r>`));
  const row = '<row no="007"><state>已付 &amp; &lt;结&gt;</state></row>';
  expect(read(row)).toMatchObject({ rows: [{ 状态: '已付 & <结>', 号: '007' }] });
  expect(read(row + row)).toMatchObject({ kind: 'rows', rows: [{}, {}] });
  expect(
    readAnswer(declare({ type: 'xml', rows: 'r.list', columns: {} }), answer('<r><list/></r>')),
  ).toEqual({
    kind: 'none',
    asOf: null,
  });
});

it.each([
  [
    'a document type',
    '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r><list><row><state>&x;</state></row></list></r>',
  ],
  ['a page', '<html><body/></html>'],
  ['cut XML', '<r><list><row>'],
  ['deep XML', '<a>'.repeat(200) + '</a>'.repeat(200)],
  ['text', 'hello'],
])('takes %s for a bad answer', (_name, body) => {
  expect(readAnswer(xml, answer(body))).toEqual(BAD);
});

it('finds only what the answer itself holds', () => {
  const value: unknown = JSON.parse('{"a":[{"b":1},{"中文 名":2}],"__proto__":{"x":1}}');
  expect(readPath(value, 'a[0].b')).toBe(1);
  expect(readPath(value, '')).toBe(value);
  expect(readPath(value, 'a.length.x')).toBeUndefined();
  expect(readPath(value, 'constructor.name')).toBeUndefined();
  expect(readPath(value, 'toString')).toBeUndefined();
  expect(readPath('text', 'length')).toBeUndefined();
});

it('knows a path by its shape', () => {
  expect(
    ['', 'a', 'data.list', 'data.list[0].name', '[0].a', '结果.列表', '@no'].every(isValuePath),
  ).toBe(true);
  expect(['.', 'a.', '.a', 'a..b', 'a[', 'a[x]', 'a b', '$.a b'].some(isValuePath)).toBe(false);
});
