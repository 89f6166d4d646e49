import type { RouterContext } from '@koa/router';
import getRawBody from 'raw-body';
import type { z } from 'zod';
import { AppError } from '../platform/errors';

const JSON_LIMIT = '64kb';

/** A JSON body as the schema wants it; AppError with words for a person otherwise. */
export async function readJsonBody<T>(ctx: RouterContext, schema: z.ZodType<T>): Promise<T> {
  // A page of another origin cannot send this type without asking first, and nobody answers that.
  if (!ctx.is('application/json')) throw new AppError('bad_request', '请求要用 JSON');
  const source = await getRawBody(ctx.req, { limit: JSON_LIMIT, encoding: 'utf8' });
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (error) {
    throw new AppError('bad_request', '请求不是完整的 JSON', {}, { cause: error });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError('bad_request', parsed.error.issues[0]?.message ?? '请求的内容不对');
}
