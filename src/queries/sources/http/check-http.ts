import type { HttpSourceDeclaration } from '../../source-schema';
import { secretPrefixOf } from './http-source';
import { isUrlTemplate, listSlotsOf } from './request-template';
import { isValuePath } from './value-path';

/** Something wrong in a declaration; `path` leads to it from the source. */
export interface HttpFault {
  path: readonly (string | number)[];
  message: string;
  remedy: string;
}

const PATH_EXAMPLE = '写成 data.list 或 data.list[0].name 这样的路径';

/** What an `http` source says must fit together: its address, its places for values, its paths. */
export function checkHttpSource(
  source: HttpSourceDeclaration,
  unit: string,
  fields: readonly string[],
): HttpFault[] {
  return [
    ...checkUrl(source),
    ...checkBody(source),
    ...checkSlots(source, unit, fields),
    ...checkPaths(source),
  ];
}

function checkUrl({ url }: HttpSourceDeclaration): HttpFault[] {
  const origin = /^https?:\/\/([^/?#]*)/.exec(url)?.[1] ?? '';
  if (origin === '' || !isUrlTemplate(url)) {
    return [{ path: ['url'], message: '不是完整的网址', remedy: '以 https:// 开头' }];
  }
  if (!/[{}@]/.test(origin)) return [];
  const message = '主机名里不能有填写的内容，也不能有用户名';
  return [{ path: ['url'], message, remedy: '只在路径和参数里用 {字段}' }];
}

function checkBody({ method, body }: HttpSourceDeclaration): HttpFault[] {
  if ((method === 'POST') !== (body !== null)) {
    const message = method === 'POST' ? 'POST 要有 body' : 'GET 不能有 body';
    return [{ path: ['body'], message, remedy: '改 method，或改 body' }];
  }
  if (body?.type !== 'json' || isJson(body.template)) return [];
  const remedy = '字段放在引号里，例如 {"no":"{receipt}"}';
  return [{ path: ['body', 'template'], message: '不是 JSON', remedy }];
}

function checkSlots(
  { url, headers, body }: HttpSourceDeclaration,
  unit: string,
  fields: readonly string[],
): HttpFault[] {
  const places = [
    { path: ['url'], text: url },
    ...Object.entries(headers).map(([name, text]) => ({ path: ['headers', name], text })),
    ...(body ? [{ path: ['body', 'template'], text: body.template }] : []),
  ];
  const prefix = secretPrefixOf(unit);
  return places.flatMap(({ path, text }) =>
    listSlotsOf(text).flatMap(({ name, isSecret }) => {
      if (isSecret && !name.startsWith(prefix)) {
        const message = `不能用密钥 ${name}`;
        return [{ path, message, remedy: `本单位的密钥以 ${prefix} 开头` }];
      }
      if (!isSecret && path[0] === 'headers') {
        const message = '请求头里不能放填写的内容';
        return [{ path, message, remedy: '放到参数或 body 里' }];
      }
      if (isSecret || fields.includes(name)) return [];
      const remedy = `可以写：${fields.join('、')}`;
      return [{ path, message: `没有字段 ${name}`, remedy }];
    }),
  );
}

function checkPaths({ response }: HttpSourceDeclaration): HttpFault[] {
  const paths: { path: string[]; text: string }[] = [
    { path: ['rows'], text: response.rows },
    ...Object.entries(response.columns).map(([name, text]) => ({ path: ['columns', name], text })),
    ...(response.none ? [{ path: ['none', 'path'], text: response.none.path }] : []),
    ...(response.asOf === null ? [] : [{ path: ['asOf'], text: response.asOf }]),
  ];
  return paths
    .filter(({ text }) => !isValuePath(text))
    .map(({ path, text }) => ({
      path: ['response', ...path],
      message: `看不懂路径“${text}”`,
      remedy: PATH_EXAMPLE,
    }));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
