import { Readable } from 'node:stream';
import { interceptors, type Dispatcher } from 'undici';
import { WechatFileTooLargeError, WechatUnreachableError } from './errors';
import { asUnreachable, exchange, type Transport } from './exchange';
import {
  buildWireRequest,
  FILE_LIMIT_MS,
  readAnswer,
  readText,
  type ApiRequest,
  type CallOptions,
} from './transport';

const MAX_JSON_BYTES = 1024 * 1024;
const MAX_REDIRECTIONS = 3;

/** A file as it comes; `content` must be read to its end or destroyed. */
export interface DownloadedFile {
  /** What WeChat says it is: to be checked, not trusted. */
  contentType: string | null;
  /** From Content-Disposition, without a path. */
  fileName: string | null;
  /** As announced; null where it is not. */
  sizeBytes: number | null;
  /** Fails with WechatUnreachableError where it is cut, WechatFileTooLargeError beyond the cap. */
  content: Readable;
}

/** Calls for files answer with JSON where there is no file to give. */
export type Download<Response> =
  { kind: 'file'; file: DownloadedFile } | { kind: 'json'; answer: Response };

export interface DownloadOptions extends CallOptions {
  /** Beyond it the download ends in WechatFileTooLargeError. */
  maxBytes: number;
}

/**
 * Makes a call that answers with a file or with JSON, whatever the Content-Type says: no picture, voice or
 * video begins with a brace.
 * @throws WechatRefusedError, WechatUnreachableError, WechatFileTooLargeError
 */
export async function download<Response>(
  transport: Transport,
  call: ApiRequest<Response>,
  accessToken: string | null,
  options: DownloadOptions,
): Promise<Download<Response>> {
  const wire = buildWireRequest(call, accessToken, options, FILE_LIMIT_MS);
  const { statusCode, headers, body } = await exchange(transport, wire);
  const chunks: AsyncIterator<Buffer> = body[Symbol.asyncIterator]();
  const first = await chunks.next().catch((error: unknown) => {
    throw asUnreachable(call.path, true, error);
  });
  const all = resume(first, chunks);
  if (statusCode >= 300 || first.done || startsWithBrace(first.value)) {
    const text = await readText(all, call.path, MAX_JSON_BYTES);
    const answer = readAnswer(transport, wire, call.response, { statusCode, text });
    return { kind: 'json', answer };
  }
  return { kind: 'file', file: presentFile(headers, body, all, call.path, options.maxBytes) };
}

/**
 * Fetches a file from an address that WeChat gave in an answer; no token goes with it.
 * @param path of the call that gave the address, for errors
 * @throws WechatUnreachableError, WechatFileTooLargeError
 */
export async function downloadFrom(
  transport: Transport,
  address: string,
  path: string,
  options: DownloadOptions,
): Promise<DownloadedFile> {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new WechatUnreachableError(path, false, 'not an address of a file');
  }
  const wire = buildWireRequest({ method: 'GET', path }, null, options, FILE_LIMIT_MS);
  const redirecting = interceptors.redirect({ maxRedirections: MAX_REDIRECTIONS });
  const { statusCode, headers, body } = await exchange(
    {
      ...transport,
      origins: [url.origin],
      dispatcher: transport.dispatcher.compose(redirecting),
    },
    { ...wire, path: `${url.pathname}${url.search}` },
  ).catch((error: unknown) => {
    throw hidePath(error, path);
  });
  if (statusCode !== 200) {
    body.destroy();
    throw new WechatUnreachableError(path, true, `HTTP ${statusCode}`);
  }
  return presentFile(headers, body, body as AsyncIterable<Buffer>, path, options.maxBytes);
}

function presentFile(
  headers: Dispatcher.ResponseData['headers'],
  body: Dispatcher.ResponseData['body'],
  chunks: AsyncIterable<Buffer>,
  path: string,
  maxBytes: number,
): DownloadedFile {
  const announced = textOf(headers['content-length']);
  const sizeBytes = announced !== null && /^\d+$/.test(announced) ? Number(announced) : null;
  if (sizeBytes !== null && sizeBytes > maxBytes) {
    body.destroy();
    throw new WechatFileTooLargeError(path, maxBytes);
  }
  const name = /filename="?([^";]+)"?/i.exec(textOf(headers['content-disposition']) ?? '')?.[1];
  const content = Readable.from(capped(chunks, path, maxBytes), { objectMode: false });
  content.once('close', () => body.destroy());
  return {
    contentType: textOf(headers['content-type']),
    fileName: name?.split(/[/\\]/).at(-1) ?? null,
    sizeBytes,
    content,
  };
}

async function* capped(
  chunks: AsyncIterable<Buffer>,
  path: string,
  maxBytes: number,
): AsyncGenerator<Buffer> {
  let bytes = 0;
  try {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new WechatFileTooLargeError(path, maxBytes);
      yield chunk;
    }
  } catch (error) {
    throw error instanceof WechatFileTooLargeError ? error : asUnreachable(path, true, error);
  }
}

async function* resume(
  first: IteratorResult<Buffer, unknown>,
  rest: AsyncIterator<Buffer>,
): AsyncGenerator<Buffer> {
  for (let next = first; !next.done; next = await rest.next()) yield next.value;
}

function startsWithBrace(chunk: Buffer): boolean {
  return /^\s*\{/.test(chunk.subarray(0, 64).toString('latin1'));
}

/** The address of a file is as good as the file: only the call that gave it is named. */
function hidePath(error: unknown, path: string): unknown {
  if (!(error instanceof WechatUnreachableError)) return error;
  return new WechatUnreachableError(path, error.mayHaveArrived, error.reason, {
    cause: error.cause,
  });
}

function textOf(header: string | string[] | undefined): string | null {
  return (Array.isArray(header) ? header[0] : header) ?? null;
}
