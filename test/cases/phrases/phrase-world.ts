import type { AuditRow } from '../../../src/audit/audit-row';
import type { PhraseActor, PhraseParts } from '../../../src/cases/phrases/change-phrases';
import {
  approvePhrase,
  createPhrase,
  type PhraseChange,
} from '../../../src/cases/phrases/change-phrases';
import { hashText } from '../../../src/approvals/approval-store';
import {
  presentForApproval,
  type Phrase,
  type PhraseDraft,
} from '../../../src/cases/phrases/phrase';
import type { PhraseReach } from '../../../src/cases/phrases/phrase-store';
import { createCheckOutgoing } from '../../../src/cases/words/check-outgoing';
import type { Database } from '../../../src/database/database';
import { fixedClock, type FixedClock } from '../../support/clock';

export const REACH: PhraseReach = { units: ['renshe'], district: false };
export const YIBAO_REACH: PhraseReach = { units: ['yibao'], district: false };

export const aPhrase = (over: Partial<PhraseDraft> = {}): PhraseDraft => ({
  caseType: null,
  caseState: null,
  item: null,
  title: '社保卡补办',
  text: '您好，您的办件{编号}已收到，请带身份证到窗口补办，电话{电话}。',
  validUntil: '2027-06-30',
  ...over,
});

export const aWriter = (id: string): PhraseActor => ({ id, name: `某${id}`, ip: null });

export const hashOf = (phrase: Phrase): string => hashText(presentForApproval(phrase));
export const seen = ({ id, version }: Phrase): PhraseChange => ({ id, version });

/** Phrases on a real database, with a record that the test reads. */
export interface PhraseWorld {
  database: Database;
  clock: FixedClock;
  parts: PhraseParts;
  audited: AuditRow[];
  create(draft?: PhraseDraft, unit?: string | null): Promise<Phrase>;
  /** Written by zhang, approved by li. */
  approved(draft?: PhraseDraft, unit?: string | null): Promise<Phrase>;
}

export function createPhraseWorld(database: Database): PhraseWorld {
  const clock = fixedClock();
  const audited: AuditRow[] = [];
  const parts: PhraseParts = {
    clock,
    recordAudit: async (_tx, rows) => void audited.push(...rows),
    checkOutgoing: createCheckOutgoing({
      district: [
        {
          id: 'insult',
          name: '侮辱',
          level: '禁止',
          words: ['刁民'],
          unless: [],
          reason: '侮辱人',
          suggestion: '删去',
        },
      ],
      units: new Map(),
    }),
    itemName: (ref) => (ref === 'renshe.card' ? '社保卡' : null),
  };
  const create = (draft = aPhrase(), unit: string | null = 'renshe') =>
    database.transaction((tx) => createPhrase(tx, parts, aWriter('zhang'), unit, draft));
  return {
    ...{ database, clock, parts, audited, create },
    async approved(draft, unit) {
      const phrase = await create(draft, unit);
      const reach = { units: ['renshe', 'yibao'], district: true };
      const change = { ...seen(phrase), hash: hashOf(phrase) };
      return database.transaction((tx) => approvePhrase(tx, parts, reach, aWriter('li'), change));
    },
  };
}
