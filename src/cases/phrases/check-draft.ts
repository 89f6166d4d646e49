import { addCivilDays, chinaDateOf } from '../../platform/china-time';
import { AppError } from '../../platform/errors';
import type { CheckOutgoing } from '../words/check-outgoing';
import type { PhraseDraft } from './phrase';
import { findUnknownVariables, phraseVariables } from './variables';

/** What a phrase is held against. */
export interface DraftRules {
  checkOutgoing: CheckOutgoing;
  /** The name of an item of the files, or null. */
  itemName(ref: string): string | null;
}

const MAX_TITLE = 40;
/** Leaves room for number, 落款 and link within one message of WeChat. */
const MAX_BYTES = 1700;
/** Policies change: after this time somebody must have looked at it again. */
const MAX_DAYS = 731;

interface FieldFault {
  name: keyof PhraseDraft;
  message: string;
}

/**
 * A draft with its texts trimmed.
 * @throws AppError unprocessable, naming each field that is wrong
 */
export function checkDraft(
  rules: DraftRules,
  unit: string | null,
  draft: PhraseDraft,
  at: Date,
): PhraseDraft {
  const checked = { ...draft, title: draft.title.trim(), text: draft.text.trim() };
  const fields = [
    ...titleFaults(checked),
    ...textFaults(checked),
    ...dateFaults(checked, chinaDateOf(at)),
    ...itemFaults(rules, unit, checked),
  ];
  if (fields.length > 0) throw new AppError('unprocessable', fields[0]!.message, { fields });
  wantSayable(rules, unit, checked.text);
  return checked;
}

function titleFaults({ title }: PhraseDraft): FieldFault[] {
  const length = [...title].length;
  if (length >= 1 && length <= MAX_TITLE && !title.includes('\n')) return [];
  return [{ name: 'title', message: `标题要有 1 到 ${MAX_TITLE} 个字，写在一行里。` }];
}

function textFaults({ text }: PhraseDraft): FieldFault[] {
  if (text === '') return [{ name: 'text', message: '请填写内容。' }];
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_BYTES) {
    const most = Math.floor(MAX_BYTES / 3);
    return [{ name: 'text', message: `内容太长，请缩短到 ${most} 个汉字以内。` }];
  }
  const unknown = findUnknownVariables(text);
  if (unknown.length === 0) return [];
  const known = Object.keys(phraseVariables).map((name) => `{${name}}`);
  const names = unknown.map((name) => `{${name}}`).join('、');
  return [
    {
      name: 'text',
      message: `没有变量 ${names}。可以用：${known.join('、')}；要人填的写成 {填写：说明}。`,
    },
  ];
}

function dateFaults({ validUntil }: PhraseDraft, today: string): FieldFault[] {
  if (validUntil >= today && validUntil <= addCivilDays(today, MAX_DAYS)) return [];
  return [{ name: 'validUntil', message: '有效期从今天算起，最长两年，到期前重新核对。' }];
}

function itemFaults(rules: DraftRules, unit: string | null, draft: PhraseDraft): FieldFault[] {
  const { item } = draft;
  if (item === null) return [];
  const own = unit === null || item.startsWith(`${unit}.`);
  if (own && rules.itemName(item) !== null) return [];
  return [{ name: 'item', message: `没有事项“${item}”。` }];
}

/** Variables are filled later; what may never leave is said now. */
function wantSayable({ checkOutgoing }: DraftRules, unit: string | null, text: string): void {
  const { hits } = checkOutgoing(unit ?? '', text);
  const forbidden = hits.filter(({ kind, level }) => kind !== 'variable' && level === 'forbidden');
  if (forbidden.length === 0) return;
  const words = forbidden.map((hit) => `“${hit.text}”`).join('、');
  throw new AppError('unprocessable', `常用语里有不能发出的内容：${words}。`, { hits: forbidden });
}
