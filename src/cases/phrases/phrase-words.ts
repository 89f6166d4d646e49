/** What is said of 常用语; read by the server and by the pages. */
import type { CaseState } from '../case-state';

export const phraseStates = {
  awaiting: '待审核',
  approved: '可用',
  returned: '退回修改',
  withdrawn: '已撤下',
} as const;
export type PhraseState = keyof typeof phraseStates;

export const phraseEventKinds = {
  created: '新建',
  edited: '修改',
  approved: '审核通过',
  returned: '退回修改',
  withdrawn: '撤下',
} as const;
export type PhraseEventKind = keyof typeof phraseEventKinds;

/** States of a case in which somebody writes to the citizen. */
export const writingStates = [
  'awaiting_acceptance',
  'in_progress',
  'awaiting_review',
  'awaiting_signature',
] as const satisfies readonly CaseState[];
export type WritingState = (typeof writingStates)[number];

/** What is listed: by state, and of the approved ones those that have ended or end soon. */
export const phraseTabs = {
  approved: '可用',
  awaiting: '待审核',
  returned: '退回修改',
  ending: '快到期',
  ended: '已到期',
  withdrawn: '已撤下',
} as const;
export type PhraseTab = keyof typeof phraseTabs;
