/** Small real files by kind, and streams of them. */
export const JPEG = Buffer.concat([
  Buffer.from('ffd8ffe000104a464946', 'hex'),
  Buffer.alloc(90, 1),
]);
export const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(90, 2)]);
export const MP3 = Buffer.concat([Buffer.from('ID3'), Buffer.alloc(90, 3)]);
export const MP4 = Buffer.concat([
  Buffer.from('0000001c667479706d703432', 'hex'),
  Buffer.alloc(90),
]);
/** One second: 50 frames of 12.2 kbit/s. */
export const AMR = Buffer.concat([
  Buffer.from('#!AMR\n'),
  ...Array.from({ length: 50 }, (_, n) => Buffer.concat([Buffer.of(0x3c), Buffer.alloc(31, n)])),
]);
export const HTML = Buffer.from('<html><script>alert(1)</script></html>'.padEnd(100));
export const SVG = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'.padEnd(99),
);

/** In pieces, as a connection gives them. */
export async function* streamOf(content: Buffer, pieceBytes = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += pieceBytes) {
    yield content.subarray(at, at + pieceBytes);
  }
}

/** A picture of any size. */
export function aPicture(bytes: number): Buffer {
  const content = Buffer.alloc(bytes);
  for (let at = 0; at < bytes; at += 4) content.writeUInt32LE(at, Math.min(at, bytes - 4));
  JPEG.copy(content, 0, 0, 10);
  return content;
}
