import { createHash } from 'node:crypto';
import Router from '@koa/router';
import { AppError } from '../../platform/errors';
import type { Endpoint } from './endpoint';
import { identify, type ServeParts } from './serve-endpoints';

const STYLE = `
body{margin:0;font:15px/1.7 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:#1f2937;background:#f5f6f8}
main{max-width:1080px;margin:0 auto;padding:24px 16px 64px}
h1{font-size:24px;margin:0 0 4px}h2{font-size:18px;margin:32px 0 8px}
nav a{display:inline-block;margin:0 12px 4px 0}a{color:#1f5fbf}
article{background:#fff;border:1px solid #d9dde3;border-radius:6px;margin:0 0 10px;padding:10px 16px}
h3{font-size:16px;margin:0;display:flex;flex-wrap:wrap;gap:8px;align-items:baseline}
code,pre{font-family:Consolas,"Noto Sans Mono CJK SC",monospace;font-size:13px}
pre{background:#f5f6f8;padding:10px;overflow:auto;margin:6px 0}
.method{background:#1f5fbf;color:#fff;border-radius:4px;padding:0 8px;font-size:13px}
.right{margin-left:1em;color:#4b5563;font-size:14px}table{border-collapse:collapse;margin:6px 0}
th,td{border:1px solid #d9dde3;padding:2px 10px;text-align:left;font-size:14px}
summary{cursor:pointer;color:#1f5fbf}`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

type Json = Record<string, unknown>;

interface Operation {
  summary: string;
  'x-right': string;
  parameters: { name: string; in: string; required: boolean; schema: Json }[];
  requestBody?: { content: Record<string, { schema: Json }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: Json }> }>;
}

/** The API's document for people, in trial mode: plain HTML from `/api/openapi.json`, for whoever is signed in. */
export function createDocsRoutes(endpoints: readonly Endpoint[], parts: ServeParts): Router {
  const router = new Router();
  const described = endpoints.find(({ path }) => path === '/api/openapi.json')!;
  let page: string | undefined;
  router.get('/api/docs', async (ctx) => {
    ctx.set('Content-Security-Policy', POLICY);
    ctx.set('X-Content-Type-Options', 'nosniff');
    ctx.set('Referrer-Policy', 'no-referrer');
    ctx.set('Cache-Control', 'no-store');
    ctx.type = 'html';
    try {
      await identify(ctx, 'signed_in', parts);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      ctx.status = 401;
      ctx.body = layout(`<p>${escape(error.message)}<a href="/console/">去登录</a></p>`);
      return;
    }
    if (described.run.kind !== 'plain') throw new Error('the document is read, not written');
    page ??= renderDocs((await described.run.handle({})) as { paths: Json });
    ctx.body = page;
  });
  return router;
}

/** @param document OpenAPI 3.1, as `buildOpenApi` makes it */
export function renderDocs({ paths }: { paths: Json }): string {
  const groups = new Map<string, string[]>();
  for (const [path, methods] of Object.entries(
    paths as Record<string, Record<string, Operation>>,
  )) {
    const group = path.split('/')[2] ?? '';
    const articles = Object.entries(methods).map(([method, one]) => article(method, path, one));
    groups.set(group, [...(groups.get(group) ?? []), ...articles]);
  }
  const names = [...groups.keys()].sort();
  const nav = names.map((name) => `<a href="#${name}">/api/${name}</a>`).join('');
  const sections = names.map(
    (name) => `<h2 id="${name}">/api/${name}</h2>${groups.get(name)!.join('')}`,
  );
  return layout(`<nav>${nav}</nav>${sections.join('')}`);
}

function layout(body: string): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>接口说明</title><style>${STYLE}</style></head><body><main><h1>接口说明</h1><p>试用模式才有这个页面。机器读的在 <a href="/api/openapi.json">/api/openapi.json</a>。</p>${body}</main></body></html>`;
}

function article(method: string, path: string, operation: Operation): string {
  const { summary, parameters, requestBody, responses } = operation;
  const body = requestBody?.content['application/json']?.schema;
  const answer = responses['200']?.content?.['application/json']?.schema;
  return (
    `<article><h3><span class="method">${method.toUpperCase()}</span><code>${escape(path)}</code></h3>` +
    `<p>${escape(summary)}<span class="right">权限：<code>${escape(operation['x-right'])}</code></span></p>` +
    (parameters.length > 0 ? presentParameters(parameters) : '') +
    (body ? details('请求', body) : '') +
    (answer ? details('回答', answer) : '') +
    '</article>'
  );
}

const PLACES: Readonly<Record<string, string>> = { path: '路径', query: '查询', header: '请求头' };

function presentParameters(parameters: Operation['parameters']): string {
  const rows = parameters.map(
    ({ name, in: place, required, schema }) =>
      `<tr><td><code>${escape(name)}</code></td><td>${PLACES[place] ?? ''}</td>` +
      `<td>${required ? '必填' : '可不填'}</td><td>${escape(textOf(schema['description']))}</td></tr>`,
  );
  return `<table><tr><th scope="col">参数</th><th scope="col">在哪里</th><th scope="col">要不要填</th><th scope="col">说明</th></tr>${rows.join('')}</table>`;
}

function details(title: string, schema: Json): string {
  const text = JSON.stringify(schema, null, 2);
  return `<details><summary>${title}</summary><pre>${escape(text)}</pre></details>`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
