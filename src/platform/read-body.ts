import type { IncomingMessage } from 'node:http';
import getRawBody from 'raw-body';
import { AppError } from './errors';

/**
 * Reads the whole body of a request.
 * What goes over the limit is read off the wire and thrown away: it would else stay in the connection, and
 * the next request on it (a proxy's, of somebody else) would wait there until the server hangs up.
 * @param words sentences for a body over the limit, and for one that broke off
 * @throws AppError too_large; bad_request
 */
export async function readBody(
  request: IncomingMessage,
  limitBytes: number,
  words: { tooLarge: string; brokenOff: string },
): Promise<Buffer> {
  try {
    return await getRawBody(request, { limit: limitBytes });
  } catch (error) {
    if ((error as { type?: string }).type !== 'entity.too.large') {
      throw new AppError('bad_request', words.brokenOff, {}, { cause: error });
    }
    request.resume();
    throw new AppError('too_large', words.tooLarge, {}, { cause: error });
  }
}
