/** Fitting what a unit answers into WeChat's messages. */
import { fitText } from '../wechat/fit-text';
import { TEXT_LIMIT_BYTES, type Reply } from '../wechat/reply';

/** The most that one message carries. */
export const MESSAGE_LIMIT_BYTES = TEXT_LIMIT_BYTES;
/** A second part may stand in a passive reply, where 【答复】 comes before it. */
const SECOND_PART_BYTES = TEXT_LIMIT_BYTES - Buffer.byteLength('【答复】');
/** Half-width ones stand inside links too. */
const SENTENCE_ENDS = new Set('。！？；\n');
const CLOSING = new Set('”’」』）)】》');

/** Where the whole of a shortened answer is to be had. */
export interface WholeText {
  /** The case's page; null until there is one. */
  progressUrl: string | null;
  telephone: string | null;
}

/**
 * The text as one message, or as two that break after a sentence; null where it does not fit in two.
 * Nothing is lost: the parts, joined, are the text but for blank space at the break.
 */
export function splitText(text: string): string[] | null {
  if (byteLengthOf(text) <= TEXT_LIMIT_BYTES) return [text];
  const body = text.slice(0, text.length - signatureOf(text).length).trimEnd();
  // The last sentence goes with the 落款, which should not stand alone.
  const head = cutAfterSentence(body, Math.min(TEXT_LIMIT_BYTES, byteLengthOf(body) - 1));
  if (head === '') return null;
  const rest = text.slice(head.length).trimStart();
  return byteLengthOf(rest) <= SECOND_PART_BYTES ? [head.trimEnd(), rest] : null;
}

/**
 * An answer in one message: its beginning up to a sentence's end, where the whole is to be had, and the
 * last line, which is the 落款. A text that fits is left as it is.
 */
export function shortenText(
  text: string,
  whole: WholeText,
  limitBytes: number = TEXT_LIMIT_BYTES,
): string {
  return shortenTo(text, pointTo(whole), limitBytes);
}

/** Room for the number of a case, which is filled in later, and for an end that closes properly. */
const RESERVE_BYTES = 32;
/** Below this a second reply is not worth beginning. */
const LEAST_ROOM_BYTES = 240;

/**
 * One text of answers that waited and the new reply below them, which is shortened to fit; null where
 * there is no room for it, or it has no text form.
 */
export function joinFollowUp(preface: string, followUp: Reply): string | null {
  const text = textFormOf(followUp);
  const room = TEXT_LIMIT_BYTES - byteLengthOf(preface) - RESERVE_BYTES;
  if (text === null || room < LEAST_ROOM_BYTES) return null;
  return `${preface}\n\n${shortenTo(text, '（没有写完，请把刚才的话再发一次。）', room)}`;
}

function shortenTo(text: string, pointer: string, limitBytes: number): string {
  if (byteLengthOf(text) <= limitBytes) return text;
  const signature = signatureOf(text);
  const body = text.slice(0, text.length - signature.length).trimEnd();
  const tail = `\n${pointer}${signature === '' ? '' : `\n${signature}`}`;
  const room = limitBytes - byteLengthOf(tail) - byteLengthOf('……');
  if (room < byteLengthOf('……')) return fitText(text, limitBytes);
  const head = cutAfterSentence(body, room) || fitText(body, room);
  return `${head.trimEnd()}……${tail}`;
}

/** What a passive reply can carry of a body: text as it is, articles as titles with links; null for media. */
export function textFormOf(body: Reply): string | null {
  switch (body.kind) {
    case 'text':
      return body.text;
    case 'news':
      return body.articles.map(({ title, url }) => `${title}\n${url}`).join('\n\n');
    case 'none':
    case 'image':
    case 'voice':
    case 'video':
    case 'music':
    case 'transfer_customer_service':
      return null;
  }
}

function pointTo({ progressUrl, telephone }: WholeText): string {
  if (progressUrl !== null) return `（答复较长，全文请看：${progressUrl}）`;
  const call = telephone === null ? '请打12345' : `请打${telephone}`;
  return `（答复较长，全文${call}，或回复“进度”查看。）`;
}

/** The 落款: a last line that begins with ——; empty where there is none. */
export function signatureOf(text: string): string {
  return /(?:^|\n)(——[^\n]*)\s*$/.exec(text)?.[1] ?? '';
}

/** As much of the beginning as fits and ends with a sentence; empty where no sentence fits. */
function cutAfterSentence(text: string, limitBytes: number): string {
  let bytes = 0;
  let end = 0;
  let at = 0;
  for (const sign of text) {
    bytes += Buffer.byteLength(sign);
    if (bytes > limitBytes) break;
    at += sign.length;
    const closesSentence = CLOSING.has(sign) && end === at - sign.length;
    if (SENTENCE_ENDS.has(sign) || closesSentence) end = at;
  }
  return text.slice(0, end);
}

function byteLengthOf(text: string): number {
  return Buffer.byteLength(text);
}
