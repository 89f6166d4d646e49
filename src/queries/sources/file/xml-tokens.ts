import { FileFault } from './file-record';

/** A piece of an XML document. `name` is without its prefix; `isEmpty`: `<a/>`, which has no end. */
export type XmlToken =
  | { kind: 'open'; name: string; attributes: string; isEmpty: boolean }
  | { kind: 'close'; name: string }
  | { kind: 'text'; text: string };

const MAX_TOKEN_CHARACTERS = 256 * 1024;
const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
};

/**
 * The tokens of a document that arrives in pieces, without ever holding all of it. Declares and expands
 * no entity but the five of XML itself: a document type is refused.
 * @throws FileFault
 */
export class XmlTokens {
  private rest = '';

  /** Calls `take` for every token that is complete. */
  push(text: string, take: (token: XmlToken) => void): void {
    this.rest += text;
    let at = 0;
    for (;;) {
      const open = this.rest.indexOf('<', at);
      if (open === -1) break;
      const end = tokenEnd(this.rest, open);
      if (end === null) break;
      if (open > at) take({ kind: 'text', text: decodeEntities(this.rest.slice(at, open)) });
      const token = tokenOf(this.rest.slice(open, end));
      if (token !== null) take(token);
      at = end;
    }
    this.rest = this.rest.slice(at);
    if (this.rest.length > MAX_TOKEN_CHARACTERS) throw new FileFault(null, '表格里有一格太长');
  }
}

/** The value of an attribute, or null. */
export function attributeOf(attributes: string, name: string): string | null {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return found === null ? null : decodeEntities(found[1] ?? found[2] ?? '');
}

/** Where the markup that begins at `open` ends; null when it is not all there. */
function tokenEnd(text: string, open: number): number | null {
  const closing = text.startsWith('<!--', open)
    ? '-->'
    : text.startsWith('<![CDATA[', open)
      ? ']]>'
      : '>';
  const end = text.indexOf(closing, open + 1);
  return end === -1 ? null : end + closing.length;
}

function tokenOf(markup: string): XmlToken | null {
  if (markup.startsWith('<![CDATA[')) return { kind: 'text', text: markup.slice(9, -3) };
  if (markup.startsWith('<!--') || markup.startsWith('<?')) return null;
  if (markup.startsWith('<!')) throw new FileFault(null, '文件里有不允许的内容（文档类型声明）');
  if (markup.startsWith('</')) {
    return { kind: 'close', name: localName(markup.slice(2, -1).trim()) };
  }
  const isEmpty = markup.endsWith('/>');
  const inside = markup.slice(1, isEmpty ? -2 : -1);
  const space = inside.search(/\s/);
  return {
    kind: 'open',
    name: localName(space === -1 ? inside : inside.slice(0, space)),
    attributes: space === -1 ? '' : inside.slice(space),
    isEmpty,
  };
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
    if (typeof name === 'string') return ENTITIES[name] ?? whole;
    const code = hex ? parseInt(String(hex), 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}
