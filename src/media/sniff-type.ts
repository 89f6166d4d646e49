import type { MediaKind } from './media-kind';

/** How many bytes at the beginning of a file tell its type. */
export const HEAD_BYTES = 64;

/** What a file really is. */
export interface FileType {
  kind: MediaKind | 'document';
  /** Safe to be served: never a type that a browser runs. */
  contentType: string;
  extension: string;
  /** A browser can show or play it by itself. */
  shown: boolean;
}

/** A voice that says nothing of itself: WeChat's bare Speex frames have no mark. */
export const bareSpeex: FileType = {
  kind: 'voice',
  contentType: 'application/octet-stream',
  extension: 'speex',
  shown: false,
};

type Row = readonly [
  kind: MediaKind,
  contentType: string,
  extension: string,
  shown: boolean,
  isIt: (head: Buffer) => boolean,
];

const startsWith =
  (text: string, offset = 0) =>
  (head: Buffer): boolean =>
    head.subarray(offset, offset + text.length).toString('latin1') === text;

/** The brand of a file of the MP4 family, or null. */
function brandOf(head: Buffer): string | null {
  return startsWith('ftyp', 4)(head) ? head.subarray(8, 12).toString('latin1') : null;
}
const hasBrand =
  (pattern: RegExp) =>
  (head: Buffer): boolean =>
    pattern.test(brandOf(head) ?? '');
const riff =
  (form: string) =>
  (head: Buffer): boolean =>
    startsWith('RIFF')(head) && startsWith(form, 8)(head);

/** Eleven bits of ones, MPEG 1 or 2, layer III. */
function isMp3Frame(head: Buffer): boolean {
  return head[0] === 0xff && [0xfb, 0xfa, 0xf3, 0xf2].includes(head[1] ?? 0);
}

/** Tried in order; what none of them knows is no picture, voice or video. */
const ROWS: readonly Row[] = [
  ['image', 'image/jpeg', 'jpg', true, startsWith('\xff\xd8\xff')],
  ['image', 'image/png', 'png', true, startsWith('\x89PNG\r\n\x1a\n')],
  [
    'image',
    'image/gif',
    'gif',
    true,
    (head) => startsWith('GIF87a')(head) || startsWith('GIF89a')(head),
  ],
  ['image', 'image/webp', 'webp', true, riff('WEBP')],
  ['image', 'image/heic', 'heic', false, hasBrand(/^(?:heic|heix|heim|heis|mif1|msf1)$/)],
  [
    'image',
    'image/bmp',
    'bmp',
    true,
    (head) => startsWith('BM')(head) && head.readInt32LE(6) === 0,
  ],
  ['voice', 'audio/amr', 'amr', false, startsWith('#!AMR\n')],
  ['voice', 'audio/amr-wb', 'awb', false, startsWith('#!AMR-WB\n')],
  ['voice', 'audio/silk', 'silk', false, (head) => head.includes('#!SILK_V3')],
  [
    'voice',
    'audio/ogg',
    'spx',
    false,
    (head) => startsWith('OggS')(head) && startsWith('Speex   ', 28)(head),
  ],
  ['voice', 'audio/wav', 'wav', true, riff('WAVE')],
  ['voice', 'audio/mpeg', 'mp3', true, (head) => startsWith('ID3')(head) || isMp3Frame(head)],
  ['voice', 'audio/mp4', 'm4a', true, hasBrand(/^M4A $/)],
  ['video', 'video/quicktime', 'mov', false, hasBrand(/^qt {2}$/)],
  ['video', 'video/3gpp', '3gp', false, hasBrand(/^3g/)],
  ['video', 'video/mp4', 'mp4', true, hasBrand(/^(?:isom|iso\d|mp4\d|avc1|M4V |MSNV|dash)$/)],
];

/**
 * The type of a file by its first bytes; what a header or a name claims is not asked.
 * @param head the first `HEAD_BYTES`, fewer where the file is shorter
 * @returns null for whatever is no picture, voice or video that we know (HTML and SVG among it)
 */
export function sniffType(head: Buffer): FileType | null {
  const padded = Buffer.concat([head, Buffer.alloc(Math.max(0, HEAD_BYTES - head.length))]);
  const row = ROWS.find(([, , , , isIt]) => isIt(padded));
  if (!row) return null;
  const [kind, contentType, extension, shown] = row;
  return { kind, contentType, extension, shown };
}

/** The row of a content type that was sniffed once; null for one that is not ours. */
export function findType(contentType: string): FileType | null {
  if (contentType === bareSpeex.contentType) return bareSpeex;
  const row = ROWS.find(([, type]) => type === contentType);
  if (!row) return null;
  const [kind, , extension, shown] = row;
  return { kind, contentType, extension, shown };
}
