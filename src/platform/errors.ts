/** What can go wrong in a way that a caller handles. HTTP statuses are given in one place, `httpStatusOf`. */
export type ErrorCode =
  | 'bad_request'
  | 'unauthorised'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'too_large'
  | 'unprocessable'
  | 'too_many_requests'
  | 'bad_configuration'
  | 'database_unavailable'
  | 'unavailable';

/** An error with a stable code; `message` is a sentence for the operator, in Chinese, without personal data. */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'AppError';
  }
}

const STATUS: Readonly<Record<ErrorCode, number>> = {
  bad_request: 400,
  unauthorised: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unprocessable: 422,
  too_many_requests: 429,
  bad_configuration: 500,
  database_unavailable: 503,
  unavailable: 503,
};

/** The HTTP status for an error; anything that is not an AppError is a fault of ours: 500. */
export function httpStatusOf(error: unknown): number {
  return error instanceof AppError ? STATUS[error.code] : 500;
}
