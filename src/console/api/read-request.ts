import type { Context } from 'koa';
import type { z } from 'zod';
import { AppError } from '../../platform/errors';
import { readBody } from '../../platform/read-body';
import type { Endpoint } from './endpoint';
import { explainIssue } from './explain-issue';

const BODY_LIMIT_BYTES = 256 * 1024;
const BODY_WORDS = {
  tooLarge: '内容太长，没有保存。',
  brokenOff: '请求没有传完，请再试一次。',
};
/** What PostgreSQL does not store: U+0000, and halves of characters. */
const UNSTORABLE = /\0|\p{Surrogate}/u;

export interface ReadRequest {
  params: unknown;
  query: unknown;
  body: unknown;
  version: string;
}

/**
 * Reads a request and holds it against the schemas of its endpoint.
 * @throws AppError unprocessable with every field that is wrong; bad_request, too_large
 */
export async function readRequest(ctx: Context, endpoint: Endpoint): Promise<ReadRequest> {
  const raw = {
    params: ctx['params'] as unknown,
    query: { ...ctx.query } as unknown,
    body: endpoint.body === null ? null : await readJson(ctx),
  };
  const fields: { name: string; message: string }[] = [];
  const check = (name: 'params' | 'query' | 'body', schema: z.ZodType | null): unknown => {
    if (schema === null) return null;
    const result = schema.safeParse(raw[name]);
    if (result.success) return result.data;
    fields.push(...result.error.issues.flatMap((issue) => explainIssue(name, issue)));
    return null;
  };
  const checked = {
    params: check('params', endpoint.params),
    query: check('query', endpoint.query),
    body: check('body', endpoint.body),
  };
  if (fields.length > 0) {
    throw new AppError('unprocessable', '提交的内容有不对的地方，请按提示改正。', { fields });
  }
  for (const value of Object.values(raw)) wantStorable(value);
  return { ...checked, version: endpoint.versioned ? readVersion(ctx) : '' };
}

async function readJson(ctx: Context): Promise<unknown> {
  if (!ctx.is('application/json')) {
    throw new AppError('bad_request', '请求要用 application/json。');
  }
  const bytes = await readBody(ctx.req, BODY_LIMIT_BYTES, BODY_WORDS);
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch (error) {
    throw new AppError('bad_request', '请求不是正确的 JSON。', {}, { cause: error });
  }
}

function wantStorable(value: unknown): void {
  if (typeof value === 'string' && UNSTORABLE.test(value)) {
    throw new AppError('bad_request', '内容里有不能保存的字符，请删去后再试。');
  }
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(wantStorable);
}

/** `If-Match: "12"` */
function readVersion(ctx: Context): string {
  const [, version] = /^(?:W\/)?"([\w-]{1,128})"$/.exec(ctx.get('If-Match').trim()) ?? [];
  if (version !== undefined) return version;
  const fields = [{ name: 'If-Match', message: '要写明看到的是哪一版。' }];
  throw new AppError('unprocessable', '请刷新页面，看过最新的内容再办。', { fields });
}
