import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Fields, FieldValue } from './inbound';
import { WireError } from './wire-error';

const MAX_CHARACTERS = 128 * 1024;
const MAX_DEPTH = 16;
const TEXT_NODE = '#text';
const LONE_SURROGATE = /\p{Surrogate}/gu;

const PREDEFINED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/** Only the five entities of XML itself and character numbers; what a document declares is never expanded. */
const entityDecoder = {
  decode: (text: string): string => (text.includes('&') ? decodeEntities(text) : text),
  reset: (): void => {},
  setXmlVersion: (): void => {},
  addInputEntities: (): void => {},
  setExternalEntities: (): void => {},
};

// Ids stay text (a MsgId is larger than 2^53, the keyword 007 is not 7) and spaces are the citizen's own.
const parser = new XMLParser({
  parseTagValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: MAX_DEPTH,
  textNodeName: TEXT_NODE,
  jPath: false,
  entityDecoder,
});

/**
 * The elements below the root `<xml>`; attributes are ignored, repeated elements are arrays. What the database
 * cannot hold is gone: U+0000 is removed, half characters become U+FFFD.
 * @throws WireError `too_large`, `doctype` or `not_xml`
 */
export function readXml(source: string): Fields {
  if (source.length > MAX_CHARACTERS) throw new WireError('too_large');
  const xml = source.replaceAll('\0', '').replace(LONE_SURROGATE, '\ufffd').trim();
  refuseDeclarations(xml);
  const root = parseChecked(xml);
  if (typeof root === 'object' && !Array.isArray(root)) return withoutLayout(root);
  throw new WireError('not_xml');
}

function parseChecked(xml: string): FieldValue | undefined {
  try {
    if (XMLValidator.validate(xml) !== true) throw new WireError('not_xml');
    return (parser.parse(xml) as Fields)['xml'];
  } catch (error) {
    if (error instanceof WireError) throw error;
    // The library throws plain errors for what it finds only while reading: depth, reserved names, loose ends.
    throw new WireError('not_xml');
  }
}

/** Refuses `<!DOCTYPE` and the like anywhere but in CDATA and comments. */
function refuseDeclarations(xml: string): void {
  for (let at = xml.indexOf('<!'); at >= 0; at = xml.indexOf('<!', at)) {
    const end = xml.startsWith('<![CDATA[', at) ? ']]>' : xml.startsWith('<!--', at) ? '-->' : null;
    if (end === null) throw new WireError('doctype');
    at = xml.indexOf(end, at);
    if (at < 0) throw new WireError('not_xml');
  }
}

/** Drops the line breaks between elements, which the parser gives as text beside them. */
function withoutLayout(fields: Fields): Fields {
  const kept: Fields = {};
  for (const [name, value] of Object.entries(fields)) {
    if (name !== TEXT_NODE) kept[name] = layoutFree(value);
  }
  return kept;
}

function layoutFree(value: FieldValue): FieldValue {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.map(layoutFree) : withoutLayout(value);
}

function decodeEntities(text: string): string {
  return text.replace(
    /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9a-fA-F]{1,6}));/g,
    (_, name?: string, decimal?: string, hex?: string) =>
      name !== undefined ? PREDEFINED[name]! : characterOf(Number(decimal ?? `0x${hex}`)),
  );
}

function characterOf(code: number): string {
  if (code === 0) return '';
  const isCharacter = code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : '\ufffd';
}
