import { AppError, httpStatusOf, type ErrorCode } from '../../platform/errors';
import { z } from 'zod';

/** What stands in the place of an answer: the same shape whatever went wrong. */
export const problemSchema = z.object({
  error: z.object({
    code: z.string().describe('错误代码'),
    message: z.string().describe('给人看的一句话'),
    requestId: z.string().describe('打电话报修时说的编号'),
    fields: z
      .array(z.object({ name: z.string(), message: z.string() }))
      .optional()
      .describe('哪些字段不对'),
    details: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('冲突时的现状、谁改的、何时改的，锁定到何时'),
  }),
});

export type Problem = z.infer<typeof problemSchema>;

/** What may be told of an error beside its sentence; all else stays inside. */
const TOLD = ['state', 'version', 'changedBy', 'changedAt', 'change', 'hits', 'confirm', 'until'];

const UNKNOWN = '系统出错了，这次操作没有完成。请稍后再试；还不行，请把编号告诉管理员。';
const OWN_SENTENCES: Readonly<Partial<Record<ErrorCode, string>>> = {
  bad_configuration: UNKNOWN,
  database_unavailable: '数据库暂时连不上，这次操作没有完成。请稍后再试。',
};

/** An error as the console shows it. @returns the HTTP status and the body */
export function presentProblem(
  error: unknown,
  requestId: string,
): { status: number; body: Problem } {
  const status = httpStatusOf(error);
  if (!(error instanceof AppError)) {
    return { status, body: { error: { code: 'internal', message: UNKNOWN, requestId } } };
  }
  const { code, details } = error;
  const message = OWN_SENTENCES[code] ?? error.message;
  const told = Object.entries(details).filter(([name]) => TOLD.includes(name));
  const { fields } = details as { fields?: { name: string; message: string }[] };
  return {
    status,
    body: {
      error: {
        ...{ code, message, requestId },
        ...(fields ? { fields } : {}),
        ...(told.length > 0 ? { details: Object.fromEntries(told) } : {}),
      },
    },
  };
}
