import type { Queryable } from '../../database/database';
import { maskPersonalData } from '../../privacy/mask';

/** Where words of a case stand. */
export const textKinds = {
  statement: '诉求',
  message: '群众来信',
  transcript: '语音转写',
  answer: '答复',
  note: '内部备注',
  place: '地点',
} as const;

export type TextKind = keyof typeof textKinds;

/** Something that was said in a case or in one merged into it; masked. */
export interface CaseText {
  caseId: string;
  kind: TextKind;
  at: Date;
  text: string;
}

/** All words of cases, in the order in which they were said. */
export async function loadCaseTexts(
  db: Queryable,
  caseIds: readonly string[],
): Promise<Map<string, CaseText[]>> {
  const rows = await db.query<CaseText>(
    `with parts as (
       select c.id as case_id, c.id as part from cases c where c.id = any($1::uuid[])
       union all
       select c.merged_into, c.id from cases c where c.merged_into = any($1::uuid[]))
     select p.case_id as "caseId", t.kind, t.at, t.text
     from parts p cross join lateral (
       select 'statement' as kind, c.opened_at as at, c.statement as text from cases c where c.id = p.part
       union all select 'place', c.opened_at, c.place from cases c where c.id = p.part
       union all select 'message', m.sent_at, m.text from messages m where m.case_id = p.part
       union all select 'transcript', m.sent_at, t.text
         from messages m join media_transcripts t on t.account = m.account and t.message_id = m.id
         where m.case_id = p.part
       union all select 'answer', a.signed_at, a.text from case_answers a where a.case_id = p.part
       union all select 'note', n.at, n.text from case_notes n where n.case_id = p.part) t
     where t.text is not null and t.text <> ''
     order by t.at, t.kind, t.text`,
    [caseIds],
  );
  const texts = new Map<string, CaseText[]>();
  for (const row of rows) {
    const text = { ...row, text: maskPersonalData(row.text).masked };
    const list = texts.get(row.caseId);
    if (list) list.push(text);
    else texts.set(row.caseId, [text]);
  }
  return texts;
}
