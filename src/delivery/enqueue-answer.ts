import type { Tx } from '../database/database';
import type { Reply } from '../wechat/reply';
import { insertDeliveries } from './outbox-store';
import { chooseRoute, type Route } from './route';
import { shortenText, splitText, type WholeText } from './split-text';
import { findFacts } from './facts-store';
import type { DeliveryReason } from './states';

/** A signed answer on its way to the citizen. */
export interface SignedAnswer {
  account: string;
  citizenId: string;
  caseId: string;
  /** The whole as it was approved, 落款 included. */
  text: string;
  /** Where a shortened answer sends the citizen for the rest. */
  whole: WholeText;
  at: Date;
}

/** What staff are told at once. */
export interface HandedOver {
  state: 'waiting' | 'held' | 'failed';
  reason: DeliveryReason | null;
}

/**
 * Hands a signed answer over, in the transaction that signs it: ledger and capabilities decide whether
 * it waits to be sent (等待发送) or for the citizen's next contact (待群众再来消息时送出), with the reason.
 */
export async function enqueueAnswer(tx: Tx, answer: SignedAnswer): Promise<HandedOver> {
  const facts = await findFacts(tx, answer.account, answer.citizenId);
  const route = chooseRoute({ ...facts, kind: 'answer' }, answer.at);
  const handed = stateOf(route);
  const parts = partsOf(answer, route);
  await insertDeliveries(tx, [
    {
      account: answer.account,
      citizen_id: answer.citizenId,
      case_id: answer.caseId,
      message_id: null,
      kind: 'answer',
      ...handed,
      body: { kind: 'text', text: answer.text },
      parts: parts.map((text): Reply => ({ kind: 'text', text })),
      passive_text: parts[0] === answer.text ? null : shortenText(answer.text, answer.whole),
      aftercare_at: handed.state === 'held' ? answer.at : null,
      at: answer.at,
    },
  ]);
  return handed;
}

function stateOf(route: Route): HandedOver {
  switch (route.kind) {
    case 'send':
      return { state: 'waiting', reason: null };
    case 'hold':
      return { state: 'held', reason: route.reason };
    case 'fail':
      return { state: 'failed', reason: route.reason };
  }
}

/** Two messages where the ledger has room for them, else one. */
function partsOf({ text, whole }: SignedAnswer, route: Route): string[] {
  const parts = splitText(text);
  const room = route.kind === 'send' ? route.sends : 2;
  return parts && parts.length <= room ? parts : [shortenText(text, whole)];
}
