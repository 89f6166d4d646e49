import type { Tx } from '../database/database';
import { AppError } from '../platform/errors';
import { MESSAGE_WINDOW, SPARE_SENDS } from './ledger';
import { insertDeliveries } from './outbox-store';
import type { PartBody } from './part-body';
import { buildPassiveText } from './passive-text';
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
  /** Pictures that go after the text, in order, by their names in the media store; at most three. */
  pictures?: readonly string[];
  at: Date;
}

/** What staff are told at once. */
export interface HandedOver {
  state: 'waiting' | 'held' | 'failed';
  reason: DeliveryReason | null;
}

/** As many as still leave a send for the text. */
export const MAX_PICTURES = 3;
/** Messages of one answer: all that a citizen's message allows but the spare one. */
const MAX_PARTS = MESSAGE_WINDOW.sends - SPARE_SENDS;
const MAX_TEXTS = 2;

/**
 * Hands a signed answer over, in the transaction that signs it: ledger and capabilities decide whether
 * it waits to be sent (等待发送) or for the citizen's next contact (待群众再来消息时送出), with the reason.
 * @throws AppError bad_request for more than three pictures
 */
export async function enqueueAnswer(tx: Tx, answer: SignedAnswer): Promise<HandedOver> {
  const { pictures = [] } = answer;
  if (pictures.length > MAX_PICTURES) {
    throw new AppError('bad_request', `一次答复最多附 ${MAX_PICTURES} 张图片。`);
  }
  const facts = await findFacts(tx, answer.account, answer.citizenId);
  const route = chooseRoute({ ...facts, kind: 'answer' }, answer.at);
  const handed = stateOf(route);
  const texts = textsOf(answer, route, pictures.length);
  const unsendable = handed.reason === 'no_permission' ? pictures.length : 0;
  await insertDeliveries(tx, [
    {
      account: answer.account,
      citizen_id: answer.citizenId,
      case_id: answer.caseId,
      message_id: null,
      kind: 'answer',
      ...handed,
      body: { kind: 'text', text: answer.text },
      parts: [
        ...texts.map((text): PartBody => ({ kind: 'text', text })),
        ...pictures.map((sha256): PartBody => ({ kind: 'picture', sha256 })),
      ],
      passive_text: buildPassiveText(answer.text, answer.whole, unsendable),
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
function textsOf({ text, whole }: SignedAnswer, route: Route, pictures: number): string[] {
  const parts = splitText(text);
  const sends = route.kind === 'send' ? Math.min(route.sends, MAX_PARTS) : MAX_PARTS;
  const room = Math.min(sends - pictures, MAX_TEXTS);
  return parts && parts.length <= Math.max(room, 1) ? parts : [shortenText(text, whole)];
}
