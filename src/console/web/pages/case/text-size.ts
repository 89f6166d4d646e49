/** WeChat's limit for one text, in bytes of UTF-8. */
export const LIMIT_BYTES = 2048;

/** Bytes of a text in UTF-8: a Chinese sign has 3, a letter 1, an emoji 4. */
export function countBytes(text: string): number {
  let bytes = 0;
  for (const sign of text) {
    const code = sign.codePointAt(0)!;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
