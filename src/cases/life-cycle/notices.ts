import type { CaseRow } from './case-row';
import type { CaseClocks } from './clocks';
import type { CaseUnit } from './ports';

/** What a citizen is told of their case beside the answer itself. */
export type NoticeKind =
  | 'accepted'
  | 'transferred'
  | 'supplement_asked'
  | 'supplement_reminder'
  | 'unsupplemented'
  | 'extended'
  | 'reworked'
  | 'merged'
  | 'split';

/** What a notice names beside the case. */
export interface NoticeFacts {
  reason?: string | null;
  missing?: readonly string[];
  /** The citizen's page of the case. */
  progressUrl: string;
  /** Another case: the main one after 合并, the new one after 拆分. */
  otherNumber?: string;
}

/**
 * The words of a notice. Of a restricted case they say only that something waits, never what.
 * @param after the case as the action leaves it
 */
export function presentNotice(
  kind: NoticeKind,
  after: CaseRow,
  unit: CaseUnit,
  clocks: CaseClocks,
  facts: NoticeFacts,
): string {
  const about = `【办件进展】您的办件 ${after.number}`;
  const call = unit.telephone === null ? '12345' : `${unit.telephone}或12345`;
  const page = (words: string): string => `<a href="${facts.progressUrl}">${words}</a>`;
  if (after.restricted) {
    return `${about} 有新的进展。${page('点这里看')}，要填查询码，回复“查询码”可以取得；也可以打${call}。`;
  }
  const day = after.answer_due_at ? clocks.presentDay(after.answer_due_at) : null;
  const promise = day ? `，预计${day}前答复` : '';
  switch (kind) {
    case 'accepted':
      return `${about} 已由${unit.name}受理${promise}。${page('看进展')}`;
    case 'transferred':
      return `${about} 已转${unit.name}办理。${page('看进展')}`;
    case 'supplement_asked':
      return [
        `${about} 还需要您补充：`,
        ...(facts.missing ?? []).map((one, index) => `${index + 1}. ${one}`),
        `直接在这里回复就行，发文字、图片都可以，也可以${page('在网页上补充')}。不方便的话请打${call}。`,
      ].join('\n');
    case 'supplement_reminder':
      return `${about} 还在等您补充材料，直接在这里回复就行。一直没有补充的，这件会先办结；以后还可以再发给我们。${page('看进展')}`;
    case 'unsupplemented':
      return `${about} 没有等到您的补充，已先办结。需要时把材料直接发来，我们接着办。`;
    case 'extended':
      return `${about} 延期答复${day ? `，最迟${day}答复` : ''}。原因：${facts.reason ?? ''}\n${page('看进展')}`;
    case 'reworked':
      return `${about} 已重新办理${promise}。${page('看进展')}`;
    case 'merged':
      return `${about} 与办件 ${facts.otherNumber ?? ''} 合并办理，答复看后一件。`;
    case 'split':
      return `${about} 里的另一件事已另立办件 ${facts.otherNumber ?? ''}，分开答复。`;
  }
}
