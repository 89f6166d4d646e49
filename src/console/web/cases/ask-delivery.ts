import { api } from '../api/api';
import { askConfirm } from '../shared/ask-confirm';
import { notifyDone } from '../shared/notify';

/** What people do about an answer that has not arrived, by the button that says it. */
export const deliveryActs = { resend: '重发', 'told-by-phone': '标记已电话答复' } as const;

export type DeliveryAct = keyof typeof deliveryActs;

interface AskedDelivery {
  /** The case's number. */
  number: string;
  id: string;
  state: string;
}

/** Asks for the reason, and does it. @returns whether it was done */
export async function askDelivery(
  act: DeliveryAct,
  { number, id, state }: AskedDelivery,
): Promise<boolean> {
  const done = await askConfirm({
    title: deliveryActs[act],
    fact:
      act === 'resend'
        ? resendFact(number, state)
        : `记下已经打电话把 ${number} 的答复告诉了群众。`,
    action: deliveryActs[act],
    reason: { label: act === 'resend' ? '为什么重发' : '和谁通的话，说了什么', atLeast: 5 },
    run: (reason) =>
      api.post(`/api/cases/${encodeURIComponent(number)}/deliveries/${id}/${act}`, { reason }),
  });
  if (done) {
    notifyDone(act === 'resend' ? `${number} 的答复已排队重发。` : `${number} 已记下电话答复。`);
  }
  return done;
}

/** Only what may have arrived already can arrive twice. */
function resendFact(number: string, state: string): string {
  return state === 'uncertain'
    ? `请确认已打电话核实、群众没有收到 ${number} 的答复，否则群众会收到两遍。`
    : `把 ${number} 的答复再发一次。`;
}
