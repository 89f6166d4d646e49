/** Files that example citizens send: a page that looks written on, and three soft tones. */
import { crc32, deflateSync } from 'node:zlib';

const WIDTH = 480;
const HEIGHT = 640;
/** Paper, writing, stamp and shadow, as red, green and blue. */
const PALETTE = Buffer.from([250, 248, 240, 84, 96, 110, 196, 60, 56, 214, 208, 194]);
const [PAPER, INK, STAMP, SHADOW] = [0, 1, 2, 3];

/** A PNG of a page with lines and a stamp. @param nth pages differ by it */
export function drawPage(nth: number): Buffer {
  const rows = Array.from({ length: HEIGHT }, (_, y) =>
    Buffer.from([0, ...Array.from({ length: WIDTH }, (_unused, x) => colourAt(x, y, nth))]),
  );
  const head = Buffer.alloc(13);
  head.writeUInt32BE(WIDTH, 0);
  head.writeUInt32BE(HEIGHT, 4);
  head.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('PLTE', PALETTE),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function colourAt(x: number, y: number, nth: number): number {
  if (x < 24 || x > WIDTH - 24 || y < 24 || y > HEIGHT - 24) return SHADOW;
  const fromStamp = Math.hypot(x - 340, y - 500);
  if (fromStamp > 62 && fromStamp < 70) return STAMP;
  const line = Math.floor((y - 90) / 36);
  const isWritten = y > 90 && y < 430 && (y - 90) % 36 < 8;
  const end = WIDTH - 70 - ((line * 67 + nth * 41) % 150);
  return isWritten && x > 64 && x < end && (x + line * 7) % 26 < 20 ? INK : PAPER;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

const RATE = 8000;
const TONES_HZ = [392, 494, 587];

/** A WAV of two seconds; every browser plays it. */
export function playTones(): Buffer {
  const samples = Buffer.from(
    Array.from({ length: 2 * RATE }, (_, n) => {
      const tone = TONES_HZ[Math.floor((n * TONES_HZ.length) / (2 * RATE))]!;
      return 128 + Math.round(24 * Math.sin((2 * Math.PI * tone * n) / RATE));
    }),
  );
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(RATE, 24);
  head.writeUInt32LE(RATE, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}
