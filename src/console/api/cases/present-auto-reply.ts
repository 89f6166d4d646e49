import type { CaseMessage } from '../../../cases/case-store';
import { responderNames } from '../../../routing/responder-names';

/** What is said in the place of a reply that has no text. */
const OTHER_KINDS: Readonly<Record<string, string>> = {
  image: '（图片）',
  voice: '（语音）',
  video: '（视频）',
  music: '（音乐）',
};

/** A reply of the account's own as staff read it: who gave it, and its words without what is the citizen's alone. */
export function presentAutoReply({
  reply,
  repliedAt,
  responder,
  carriesAnswers,
}: Pick<CaseMessage, 'reply' | 'repliedAt' | 'responder' | 'carriesAnswers'>): {
  at: Date | null;
  responder: string;
  text: string;
} | null {
  const kept = reply as { kind?: string; text?: string; articles?: { title: string }[] } | null;
  if (!kept?.kind || kept.kind === 'none' || kept.kind === 'transfer_customer_service') return null;
  const names: Readonly<Record<string, string>> = responderNames;
  const name = (responder !== null && names[responder]) || '自动回复';
  const shown = { at: repliedAt, responder: name };
  // Waiting answers may be another unit's; what a query found is between the citizen and its source.
  if (carriesAnswers) return { ...shown, text: '（送出了等候的答复）' };
  if (responder === 'query') return { ...shown, text: '（查询的结果，这里不显示）' };
  if (kept.kind === 'text') return { ...shown, text: withoutLinks(kept.text ?? '') };
  const titles = kept.articles?.map(({ title }) => `《${title}》`).join('');
  return { ...shown, text: titles ? `（图文）${titles}` : (OTHER_KINDS[kept.kind] ?? '（其他）') };
}

/** A link to a citizen's page lets its holder act as the citizen: its words stay, its address does not. */
function withoutLinks(text: string): string {
  return text
    .replace(/<a\s[^>]*>(.*?)<\/a>/gs, '$1')
    .replace(/https?:\/\/[\x21-\x7e]+/g, '（链接）');
}
