import { checkHttpSource } from '../../../../src/queries/sources/http/check-http';
import { sourceSchema } from '../../../../src/queries/source-schema';

function faultsOf(changes: Record<string, unknown>): string[] {
  const source = sourceSchema.parse({
    kind: 'http',
    url: 'https://api.example.com/{no}?key={env:YIBAO_QUERY_KEY}',
    response: {
      rows: 'data.list',
      columns: { 状态: 'state.name' },
      none: { path: 'code', values: ['1'] },
    },
    ...changes,
  });
  if (source.kind !== 'http') throw new Error(source.kind);
  return checkHttpSource(source, 'yibao', ['no', 'name']).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );
}

it('finds nothing wrong with what is right', () => {
  expect(faultsOf({})).toEqual([]);
  const body = { type: 'json', template: '{"no":"{no}","key":"{env:YIBAO_QUERY_KEY}"}' };
  expect(faultsOf({ method: 'POST', body })).toEqual([]);
});

it.each([
  [{ url: 'https://{no}.example.com/' }, 'url: 主机名里不能有填写的内容，也不能有用户名'],
  [{ url: 'https://user:pass@example.com/' }, 'url: 主机名里不能有填写的内容，也不能有用户名'],
  [{ url: 'ftp://example.com/' }, 'url: 不是完整的网址'],
  [{ url: '/claims/{no}' }, 'url: 不是完整的网址'],
  [{ url: 'https://[::ffff:127.1]/' }, 'url: 不是完整的网址'],
  [{ url: 'https://a.example.com/?x={other}' }, 'url: 没有字段 other'],
  [{ url: 'https://a.example.com/?x={env:YIBAO_APP_SECRET}' }, 'url: 不能用密钥 YIBAO_APP_SECRET'],
  [
    { headers: { 'X-Key': '{env:RENSHE_QUERY_KEY}' } },
    'headers.X-Key: 不能用密钥 RENSHE_QUERY_KEY',
  ],
  [{ headers: { 'X-Key': '{env:SECRET_KEY}' } }, 'headers.X-Key: 不能用密钥 SECRET_KEY'],
  [{ headers: { 'X-Name': '{name}' } }, 'headers.X-Name: 请求头里不能放填写的内容'],
  [{ method: 'POST' }, 'body: POST 要有 body'],
  [{ body: { type: 'form', template: 'a={no}' } }, 'body: GET 不能有 body'],
  [{ method: 'POST', body: { type: 'json', template: '{"no":{no}}' } }, 'body.template: 不是 JSON'],
  [{ response: { rows: '$.data[*]', columns: {} } }, 'response.rows: 看不懂路径“$.data[*]”'],
  [
    { response: { rows: '', columns: { 状态: 'a..b' } } },
    'response.columns.状态: 看不懂路径“a..b”',
  ],
])('%j: %s', (changes, fault) => {
  expect(faultsOf(changes)).toContain(fault);
});
