import { Agent, request, type Dispatcher, type FormData } from 'undici';
import { WechatUnreachableError } from './errors';

/** Connections of one account, and where they go. */
export interface Transport {
  /** Origins without a trailing slash: WeChat's own, then those that stand in when it cannot be reached. */
  origins: readonly [string, ...string[]];
  dispatcher: Dispatcher;
  appId: string;
  /** Never let out in an error. */
  appSecret: string;
}

/** One HTTP request, ready to be written. `query` may carry secrets and is never part of an error. */
export interface WireRequest {
  method: 'GET' | 'POST';
  /** `/cgi-bin/menu/create` */
  path: string;
  query: Readonly<Record<string, string>>;
  /** JSON text, or a form with a file. */
  body: string | FormData | null;
  signal: AbortSignal;
}

/** Connections to WeChat for one account: kept alive, few, with times within which WeChat must move. */
export function createWechatDispatcher(): Agent {
  return new Agent({
    connections: 8,
    pipelining: 1,
    connect: { timeout: 3_000 },
    headersTimeout: 8_000,
    bodyTimeout: 8_000,
    // Short: a send on an idle connection that WeChat is just closing would be uncertain for ever.
    keepAliveTimeout: 4_000,
  });
}

/**
 * Sends a request to the first origin that can be connected to and gives the head of the answer. Another
 * origin is tried only where the connection was never made, so that nothing is sent twice.
 * @throws WechatUnreachableError
 */
export async function exchange(
  transport: Transport,
  wire: WireRequest,
): Promise<Dispatcher.ResponseData> {
  const [origin, ...others] = transport.origins;
  try {
    return await exchangeWith(origin, transport.dispatcher, wire);
  } catch (error) {
    const [next, ...rest] = others;
    const departed = error instanceof WechatUnreachableError && error.mayHaveArrived;
    if (departed || next === undefined || wire.signal.aborted) throw error;
    return exchange({ ...transport, origins: [next, ...rest] }, wire);
  }
}

async function exchangeWith(
  origin: string,
  dispatcher: Dispatcher,
  { method, path, query, body, signal }: WireRequest,
): Promise<Dispatcher.ResponseData> {
  const departure: Departure = { begun: false, cancelled: false };
  try {
    const work = request(`${origin}${path}`, {
      method,
      ...(Object.keys(query).length > 0 && { query }),
      signal,
      dispatcher: dispatcher.compose(watch(departure)),
      ...(body !== null && { body }),
      ...(typeof body === 'string' && {
        headers: { 'content-type': 'application/json; charset=utf-8' },
      }),
    });
    const answer = await untilCancelled(work, departure, signal);
    // Who throws an answer away destroys its body, which tells of that as of an error.
    answer.body.on('error', () => undefined);
    return answer;
  } catch (error) {
    throw asUnreachable(path, departure.begun, error);
  }
}

/** The failure as the caller sees it; one that is a WechatUnreachableError already stays as it is. */
export function asUnreachable(
  path: string,
  mayHaveArrived: boolean,
  error: unknown,
): WechatUnreachableError {
  if (error instanceof WechatUnreachableError) return error;
  return new WechatUnreachableError(path, mayHaveArrived, reasonOf(error), { cause: error });
}

/** `begun`: bytes may be with WeChat. `cancelled`: given up before that; nothing may leave any more. */
interface Departure {
  begun: boolean;
  cancelled: boolean;
}

/**
 * Tells a request that never got a connection from one whose bytes may be with WeChat: undici calls
 * `onRequestStart` when the connection is there and the first byte is about to be written.
 */
function watch(departure: Departure): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(options, {
      onRequestStart: (controller, context) => {
        if (departure.cancelled) {
          controller.abort(new Error('given up before it left'));
          return;
        }
        departure.begun = true;
        handler.onRequestStart?.(controller, context);
      },
      onRequestUpgrade: (...upgrade) => handler.onRequestUpgrade?.(...upgrade),
      onResponseStart: (...start) => handler.onResponseStart?.(...start),
      onResponseData: (...data) => handler.onResponseData?.(...data),
      onResponseEnd: (...end) => handler.onResponseEnd?.(...end),
      onResponseError: (...failure) => handler.onResponseError?.(...failure),
    });
}

/** undici looks at the signal of a request that waits for a connection only when its turn comes. */
function untilCancelled<T>(
  work: Promise<T>,
  departure: Departure,
  signal: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = (): void => {
      if (departure.begun) return;
      departure.cancelled = true;
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', cancel, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', cancel));
  });
}

function reasonOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  if (typeof code === 'string') return code;
  return typeof name === 'string' ? name : 'unknown';
}
