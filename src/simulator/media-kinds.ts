/** Kinds of files by their first bytes; what a sender claims is not asked. */
const MAGIC: readonly [contentType: string, offset: number, bytes: string][] = [
  ['image/jpeg', 0, 'ffd8ff'],
  ['image/png', 0, '89504e470d0a1a0a'],
  ['image/gif', 0, '474946383'],
  ['audio/amr', 0, '2321414d52'],
  ['audio/mpeg', 0, '494433'],
  ['audio/mpeg', 0, 'fffb'],
  ['video/mp4', 4, '66747970'],
];

/** @returns the content type, or null for a kind that WeChat does not take */
export function recogniseMedia(bytes: Buffer): string | null {
  const head = bytes.subarray(0, 16).toString('hex');
  const found = MAGIC.find(([, offset, magic]) => head.startsWith(magic, offset * 2));
  return found ? found[0] : null;
}

/** A silent AMR file, so that a spoken message has something to download. 50 frames are one second. */
export function buildSilentVoice(seconds: number): Buffer {
  const NO_DATA_FRAME = 0x7c;
  return Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(seconds * 50, NO_DATA_FRAME)]);
}
