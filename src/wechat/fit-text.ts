import { TEXT_LIMIT_BYTES } from './reply';
import { toXmlText } from './xml-text';

const ELLIPSIS = '…';
const LINK = /<a\s[^<>]*>[^<>]*<\/a>/gi;
const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/**
 * The text itself, or as much of its beginning as fits with an ellipsis. It is never cut inside what a person
 * sees as one character (emoji with skin tones, families, flags) nor inside a link `<a …>…</a>`.
 * @param limitBytes bytes of UTF-8
 */
export function fitText(text: string, limitBytes: number = TEXT_LIMIT_BYTES): string {
  const sendable = toXmlText(text);
  if (Buffer.byteLength(sendable) <= limitBytes) return sendable;
  const room = limitBytes - Buffer.byteLength(ELLIPSIS);
  if (room < 0) return '';
  let kept = '';
  let bytes = 0;
  for (const piece of piecesOf(sendable.slice(0, limitBytes))) {
    bytes += Buffer.byteLength(piece);
    if (bytes > room) break;
    kept += piece;
  }
  return kept.trimEnd() + ELLIPSIS;
}

/** Links whole, all else by visible character. A link that is cut off by the slice is left out with the rest. */
function* piecesOf(text: string): Generator<string> {
  let from = 0;
  for (const link of text.matchAll(LINK)) {
    yield* segmentsOf(text.slice(from, link.index));
    yield link[0];
    from = link.index + link[0].length;
  }
  const rest = text.slice(from);
  const unfinished = rest.search(/<a\s[^<>]*(?:>[^<>]*(?:<\/?a?)?)?$/i);
  yield* segmentsOf(unfinished < 0 ? rest : rest.slice(0, unfinished));
}

function* segmentsOf(text: string): Generator<string> {
  for (const { segment } of graphemes.segment(text)) yield segment;
}
