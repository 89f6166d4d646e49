/** PostgreSQL's classes "connection exception", "operator intervention" and "insufficient resources". */
const UNAVAILABLE_STATES = /^(08...|57P..|53...|25006)$/;
const UNAVAILABLE_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/** What the driver says without a code. */
const UNAVAILABLE_MESSAGES =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Cannot use a pool after calling end)/;

/** The database cannot be reached, is stopping, or has no room: nothing was stored, try again later. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== null) return UNAVAILABLE_STATES.test(code) || UNAVAILABLE_CODES.has(code);
  return error instanceof Error && UNAVAILABLE_MESSAGES.test(error.message);
}

/** A deadlock or a serialization failure: the same transaction may succeed when it is run again. */
export function isRetryable(error: unknown): boolean {
  const code = codeOf(error);
  return code === '40P01' || code === '40001';
}

/** A value that does not fit or breaks a constraint (classes 22 and 23): running it again cannot help. */
export function isDataError(error: unknown): boolean {
  const code = codeOf(error);
  return code !== null && /^2[23][0-9A-Z]{3}$/.test(code);
}

/** A statement came after one that had failed in the same transaction; that one's error says why. */
export function isAftermath(error: unknown): boolean {
  return codeOf(error) === '25P02';
}

/** The name of the constraint that a data error is about, or null. */
export function violatedConstraint(error: unknown): string | null {
  const { constraint } = (error ?? {}) as { constraint?: unknown };
  return typeof constraint === 'string' ? constraint : null;
}

function codeOf(error: unknown): string | null {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : null;
}
