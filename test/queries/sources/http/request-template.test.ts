import { renderRequest } from '../../../../src/queries/sources/http/request-template';
import { sourceSchema, type HttpSourceDeclaration } from '../../../../src/queries/source-schema';

function aSource(overrides: Record<string, unknown>): HttpSourceDeclaration {
  const source = sourceSchema.parse({
    kind: 'http',
    url: 'https://api.example.com/claims/{no}?name={name}',
    response: { rows: 'list', columns: { 状态: 'state' } },
    ...overrides,
  });
  if (source.kind !== 'http') throw new Error(source.kind);
  return source;
}
const secrets = new Map([['YIBAO_QUERY_KEY', 's3cret']]);
const render = (source: HttpSourceDeclaration, fields: Record<string, string>) =>
  renderRequest(source, { fields, secrets });

it.each([
  ['plain', 'YB01', '王'],
  ['another path', '../../admin', '王'],
  ['another host', '//evil.example.com/x', '@evil.example.com'],
  ['another parameter', 'a?x=1#y', '王&admin=1&x=%26'],
  ['encoded already', '%2e%2e%2fadmin', '%00'],
  ['a template', '{env:YIBAO_QUERY_KEY}', '{no}{name}'],
  ['a line end', 'a\r\nHost: evil', 'b\nc'],
])('a value stays one value in the address: %s', (_name, no, name) => {
  const { url } = render(aSource({}), { no, name })!;
  expect(url.origin).toBe('https://api.example.com');
  expect(url.pathname.split('/')).toHaveLength(3);
  expect(decodeURIComponent(url.pathname.slice('/claims/'.length))).toBe(no);
  expect([...url.searchParams]).toEqual([['name', name]]);
  expect(url.hash).toBe('');
});

it.each(['..', '.', ''])('a value that would climb out of its folder is not sent: %j', (no) => {
  expect(render(aSource({}), { no, name: '王' })).toBeNull();
});

it('takes secrets for headers, and no field', () => {
  const source = aSource({ headers: { 'X-Key': '{env:YIBAO_QUERY_KEY}', 'X-Name': 'a{name}' } });
  expect(render(source, { no: '1', name: 'x\r\nEvil: 1' })!.headers).toEqual({
    'x-key': 's3cret',
    'x-name': 'a',
  });
});

it('fills strings of a JSON body, whatever the value holds', () => {
  const template =
    '{"no":"{no}","who":["{name}"],"depth":{"key":"{env:YIBAO_QUERY_KEY}"},"page":1}';
  const source = aSource({ method: 'POST', body: { type: 'json', template } });
  const name = '王","admin":true,"x":"\\';
  const { body, headers } = render(source, { no: '{name}', name })!;
  expect(JSON.parse(body!)).toEqual({
    no: '{name}',
    who: [name],
    depth: { key: 's3cret' },
    page: 1,
  });
  expect(headers['content-type']).toBe('application/json; charset=utf-8');
});

it('fills the values of a form', () => {
  const source = aSource({
    method: 'POST',
    body: { type: 'form', template: 'no={no}&name={name}&v=1' },
  });
  const { body } = render(source, { no: '1&admin=1', name: '王 +%' })!;
  expect([...new URLSearchParams(body!)]).toEqual([
    ['no', '1&admin=1'],
    ['name', '王 +%'],
    ['v', '1'],
  ]);
});

it('escapes values in XML', () => {
  const source = aSource({
    method: 'POST',
    body: { type: 'xml', template: '<q n="{name}"><no>{no}</no></q>' },
  });
  const { body } = render(source, { no: ']]><x/>&amp;', name: '"><y/>\u0000\'' })!;
  expect(body).toBe('<q n="&#34;&#62;&#60;y/&#62;&#39;"><no>]]&#62;&#60;x/&#62;&#38;amp;</no></q>');
});

it('gives nothing of the prototype for a field that is not there', () => {
  const { url } = render(aSource({ url: 'https://api.example.com/x?a={constructor}&b={no}' }), {
    no: '1',
  })!;
  expect(url.search).toBe('?a=&b=1');
});
