import { TEXT_LIMIT_BYTES } from '../wechat/reply';
import { shortenText, signatureOf, type WholeText } from './split-text';

/** Routing puts 【答复】 before an answer that does not begin with a mark of its own. */
const MARK_BYTES = Buffer.byteLength('【答复】');

/** What the next passive reply says where only pictures of an answer have not gone. */
export const PICTURES_LEFT = '上次的答复还附有图片，如果没有收到，请回复“人工”，我们再发给您。';

/**
 * What a passive reply carries of an answer in the place of its text: shortened where it is too long,
 * with a word about its pictures where these cannot follow.
 * @param unsendable pictures that the account may not send
 * @returns null where the text fits as it is
 */
export function buildPassiveText(
  text: string,
  whole: WholeText,
  unsendable: number,
): string | null {
  const full = unsendable === 0 ? text : withNote(text, noteOn(unsendable, whole));
  const limit = text.startsWith('【') ? TEXT_LIMIT_BYTES : TEXT_LIMIT_BYTES - MARK_BYTES;
  const fitting = shortenText(full, whole, limit);
  return fitting === text ? null : fitting;
}

function noteOn(pictures: number, { progressUrl, telephone }: WholeText): string {
  const where = progressUrl === null ? `请打${telephone ?? '12345'}查询` : `请看：${progressUrl}`;
  return `（另有图片${pictures}张，${where}）`;
}

/** Above the 落款, which stays the last line. */
function withNote(text: string, note: string): string {
  const signature = signatureOf(text);
  const body = text.slice(0, text.length - signature.length).trimEnd();
  return `${body}\n${note}${signature === '' ? '' : `\n${signature}`}`;
}
