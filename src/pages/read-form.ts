import type { Context } from 'koa';
import { AppError } from '../platform/errors';
import { readBody } from '../platform/read-body';

const BODY_LIMIT_BYTES = 16 * 1024;
const BODY_WORDS = { tooLarge: '填写的内容太长', brokenOff: '填写的内容没有传完' };

/** A form's fields, `application/x-www-form-urlencoded`. @throws AppError too_large; bad_request */
export async function readForm(ctx: Context): Promise<URLSearchParams> {
  const body = await readBody(ctx.req, BODY_LIMIT_BYTES, BODY_WORDS);
  return new URLSearchParams(body.toString('utf8'));
}

/**
 * A form with a file, `multipart/form-data`.
 * @param limitBytes of the whole body
 * @throws AppError too_large; bad_request for what is no such form
 */
export async function readFormWithFile(ctx: Context, limitBytes: number): Promise<FormData> {
  const words = { tooLarge: '图片太大，最大20MB', brokenOff: '图片没有传完，请再试一次' };
  const body = await readBody(ctx.req, limitBytes, words);
  const headers = { 'content-type': ctx.get('content-type') };
  try {
    return await new Response(new Uint8Array(body), { headers }).formData();
  } catch (error) {
    throw new AppError('bad_request', '表单没有传完，请再试一次', {}, { cause: error });
  }
}
