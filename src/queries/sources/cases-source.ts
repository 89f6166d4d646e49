import { chinaDateOf } from '../../platform/china-time';
import type { Source } from '../source';
import type { casesColumns } from '../source-schema';

/** A case as its citizen may see it. */
export interface CaseProgress {
  number: string;
  /** In Chinese: 办理中. */
  state: string;
  openedAt: Date;
  /** Short name of the unit that has it. */
  unit: string;
}

/** The citizen's own cases, newest first; given by the cases room. */
export type ListProgress = (account: string, citizenId: string) => Promise<readonly CaseProgress[]>;

/** Progress of the citizen's own cases; asks for nothing, because the account knows who writes. */
export function createCasesSource(listProgress: ListProgress): Source {
  return {
    async ask({ account, citizenId }) {
      const cases = await listProgress(account, citizenId);
      if (cases.length === 0) return { kind: 'none', asOf: null };
      const rows = cases.map(rowOf);
      return { kind: 'rows', rows, asOf: null };
    },
  };
}

function rowOf(one: CaseProgress): Record<(typeof casesColumns)[number], string> {
  const { number, state, openedAt, unit } = one;
  return { 编号: number, 状态: state, 日期: chinaDateOf(openedAt), 单位: unit };
}
