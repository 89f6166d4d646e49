import type { ByteRange } from './media-store';

/**
 * What a `Range` header asks of a file (RFC 9110, 14.1.2): players ask for one range of bytes.
 * @returns null where the whole file is to be given: no header, another unit, several ranges, or
 *   something that cannot be read; `unsatisfiable` where the file has no such byte
 */
export function parseRange(
  header: string | undefined,
  bytes: number,
): ByteRange | 'unsatisfiable' | null {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.replaceAll(' ', '') ?? '');
  if (!match) return null;
  const [first, last] = [match[1]!, match[2]!];
  if (first === '') {
    if (last === '') return null;
    const length = Math.min(Number(last), bytes);
    return length === 0 ? 'unsatisfiable' : { start: bytes - length, end: bytes - 1 };
  }
  const start = Number(first);
  const end = last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1);
  if (last !== '' && Number(last) < start) return null;
  return start >= bytes ? 'unsatisfiable' : { start, end };
}
