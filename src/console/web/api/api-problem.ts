/** What went wrong with a request, in words that a clerk can act on or read out on the telephone. */

export type ProblemKind =
  | 'offline'
  | 'signed_out'
  | 'no_right'
  | 'not_found'
  | 'conflict'
  | 'invalid'
  | 'too_many'
  | 'broken';

export interface FieldFault {
  name: string;
  message: string;
}

/** An error that stands for an answer that did not come, or that says no. */
export class ApiProblem extends Error {
  constructor(
    readonly kind: ProblemKind,
    message: string,
    readonly status: number,
    /** What to quote on the telephone; null where the server was not reached. */
    readonly requestId: string | null = null,
    readonly fields: readonly FieldFault[] = [],
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = 'ApiProblem';
  }
}

const KINDS: Readonly<Record<number, ProblemKind>> = {
  401: 'signed_out',
  403: 'no_right',
  404: 'not_found',
  409: 'conflict',
  400: 'invalid',
  413: 'invalid',
  422: 'invalid',
  429: 'too_many',
};
const OFFLINE = '连不上服务器，请检查网络后再试。填写的内容还在本页，没有丢。';
const BROKEN = '系统没有正常回答，这次操作可能没有完成。请稍后再试。填写的内容还在本页，没有丢。';

/** No answer came: the network, or a server that is being restarted. */
export function presentOffline(): ApiProblem {
  return new ApiProblem('offline', OFFLINE, 0);
}

interface Told {
  message: string;
  requestId: string;
  fields?: FieldFault[];
  details?: Record<string, unknown>;
}

/**
 * A refusal as the person reads it.
 * @param body what the server answered, parsed; null where it was not JSON (a proxy's page)
 */
export function presentRefusal(status: number, body: unknown): ApiProblem {
  const kind = KINDS[status] ?? 'broken';
  const told = (body as { error?: Partial<Told> } | null)?.error;
  if (!told || typeof told.message !== 'string') return new ApiProblem(kind, BROKEN, status);
  const { message, requestId = null, fields = [], details = {} } = told;
  return new ApiProblem(kind, message, status, requestId, fields, details);
}

/** Any error as a problem: what is none was a fault of the page. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  return new ApiProblem('broken', '页面出错了，请刷新后再试。', 0);
}

/** Whether it is unknown if the server did what was asked: the same request may be sent again. */
export function isUncertain({ status }: ApiProblem): boolean {
  return status === 0 || status >= 500;
}
