import { findOpenApproval, type GatedApproval } from '../../approvals/approval-store';
import type { Tx } from '../../database/database';
import { findContacts, type ContactSummary } from '../work/contacts';
import type { CaseRow } from './case-row';
import type { GuardName } from './guards';
import type { DeliveredAnswer, LifeCyclePorts } from './ports';

/** What guards know beside the case itself; beside a text before its gates, only what is asked for is read. */
export interface CaseFacts {
  approval: GatedApproval | null;
  contacts: ContactSummary;
  delivered: DeliveredAnswer;
  riskWord: string | null;
}

type Fact = keyof CaseFacts;

const NOTHING: CaseFacts = {
  approval: null,
  contacts: { reached: false, attempts: 0 },
  delivered: { told: false, failed: false },
  riskWord: null,
};

/** Which guards look beyond the case. */
const WANTED: Readonly<Partial<Record<GuardName, Fact>>> = {
  contact_recorded: 'contacts',
  answer_told: 'delivered',
  no_risk_word: 'riskWord',
};

/** Reads what the guards of an action have to know. */
export async function loadFacts(
  tx: Tx,
  ports: LifeCyclePorts,
  row: CaseRow,
  guards: readonly GuardName[],
): Promise<CaseFacts> {
  const wanted = new Set(guards.map((guard) => WANTED[guard]));
  const approval = row.approval_id === null ? null : await findOpenApproval(tx, row.approval_id);
  const contacts = wanted.has('contacts')
    ? await findContacts(tx, row.id, row.round)
    : NOTHING.contacts;
  const delivered = wanted.has('delivered')
    ? await ports.outbox.findDelivered(tx, row.id)
    : NOTHING.delivered;
  const riskWord = wanted.has('riskWord') ? await findRiskWord(tx, ports, row.id) : null;
  return { approval, contacts, delivered, riskWord };
}

async function findRiskWord(tx: Tx, ports: LifeCyclePorts, caseId: string): Promise<string | null> {
  const rows = await tx.query<{ text: string }>(
    `select text from messages where case_id = $1 and text is not null
     union all select statement from cases where id = $1 and statement is not null`,
    [caseId],
  );
  for (const { text } of rows) {
    const word = ports.words.findRiskWord(text);
    if (word !== null) return word;
  }
  return null;
}
