import type { Fault } from './fault';

type Decoded = { text: string; fault: null } | { text: null; fault: Fault };

/**
 * The text of a file that must be UTF-8. A byte order mark is dropped without a word; GBK and
 * UTF-16, which Chinese editors still write, are recognised by name.
 */
export function decodeText(bytes: Uint8Array, file: string): Decoded {
  if (looksLikeUtf16(bytes)) {
    return refuse(file, 1, '文件是 UTF-16 编码（记事本里叫“Unicode”）', SAVE_AS_UTF8);
  }
  const text = tryDecode('utf-8', bytes);
  if (text !== null) return { text, fault: null };
  const line = lineOfFirstBadByte(bytes);
  const isGbk = tryDecode('gb18030', bytes) !== null;
  return isGbk
    ? refuse(file, line, '文件是 GBK 编码（记事本里叫“ANSI”）', SAVE_AS_UTF8)
    : refuse(file, line, '这一行有不是 UTF-8 的字节，文件可能损坏', SAVE_AS_UTF8);
}

const SAVE_AS_UTF8 = '请另存为 UTF-8';

function refuse(file: string, line: number, message: string, remedy: string): Decoded {
  return { text: null, fault: { file, line, column: null, message, remedy } };
}

function tryDecode(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** With its mark, or without one: text in UTF-16 is full of zero bytes, text in UTF-8 has none. */
function looksLikeUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  return bytes.subarray(0, 4096).includes(0);
}

function lineOfFirstBadByte(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline === -1 ? bytes.length : newline + 1;
    if (tryDecode('utf-8', bytes.subarray(start, end)) === null) return line;
    start = end;
  }
  return line;
}
