import type { CaseChange } from '../cases/live/read-changes';
import type { Addressee } from '../staff/find-recipients';
import type { NoticeKind } from './notice-kinds';

/** A word to staff: it names the case and nobody's data. */
export interface PlannedNotice {
  kind: NoticeKind;
  to: readonly Addressee[];
  text: string;
}

type Plan = (change: CaseChange) => PlannedNotice[];

/** Who is told of what happens to cases; what is not here is told to nobody. */
const PLANS: Readonly<Record<string, Plan>> = {
  opened: planDuty,
  message_added: planDuty,
  assign: planArrival,
  transfer: planArrival,
  return: (change) => [
    {
      kind: 'to_unit',
      to: [{ role: 'coordinator', unit: null }],
      text: `办件 ${change.number} 被退回，请重新分派。`,
    },
  ],
  submit: planAsked,
  accept_and_answer: planAsked,
  hand_over: (change) =>
    toHandler(change, 'to_person', `办件 ${change.number} 已移交给您，请办理。`),
  send_back: (change) =>
    toHandler(change, 'sent_back', `办件 ${change.number} 的答复稿被退回，请修改后再提交。`),
  supervise: (change) =>
    toHandler(change, 'supervised', `办件 ${change.number} 已被督办，请按要求反馈。`),
  ask_extension: (change) => [
    {
      kind: 'extension',
      to: [{ role: 'signer', unit: change.unit }],
      text: `办件 ${change.number} 申请延期，请审批。`,
    },
  ],
  approve_extension: (change) =>
    toHandler(change, 'extension', `办件 ${change.number} 的延期申请已批准。`),
  refuse_extension: (change) =>
    toHandler(change, 'extension', `办件 ${change.number} 的延期申请没有批准，请按原期限办理。`),
  note: planMention,
  delivery: planDelivery,
};

/** What staff are told of a change. Nobody is told of their own doing. */
export function planNotices(change: CaseChange): PlannedNotice[] {
  return PLANS[change.kind]?.(change) ?? [];
}

/** Danger is told at any hour to everybody who could act; a threat to the unit's head and 统筹. */
function planDuty({ number, unit, data }: CaseChange): PlannedNotice[] {
  const duty = data['duty'] as { level?: unknown } | undefined;
  const head: Addressee[] = [
    { role: 'signer', unit },
    { role: 'unit_admin', unit },
    { role: 'coordinator', unit: null },
  ];
  switch (duty?.level) {
    case 'now':
      return [
        {
          kind: 'duty',
          to: [{ role: 'clerk', unit }, { role: 'reviewer', unit }, ...head],
          text: `紧急：办件 ${number} 的群众可能正有危险，请马上查看并联系群众。`,
        },
      ];
    case 'threat':
      return [
        { kind: 'duty', to: head, text: `加急：办件 ${number} 有过激表示，请尽快查看处置。` },
      ];
    default:
      return [];
  }
}

/** A case that comes to a unit: to whom it is meant for, or to all who could take it. */
function planArrival(change: CaseChange): PlannedNotice[] {
  const { number, unit, handler } = change;
  if (handler !== null) return toHandler(change, 'to_person', `办件 ${number} 已转给您，请办理。`);
  const text = `办件 ${number} 已转到本单位，请受理。`;
  return [{ kind: 'to_unit', to: [{ role: 'clerk', unit }], text }];
}

/** Whom the clerk asked to look at the answer; where nobody was, nobody is told before it has waited. */
function planAsked({ number, data }: CaseChange): PlannedNotice[] {
  const { asked } = data;
  if (typeof asked !== 'string') return [];
  const text = `办件 ${number} 的答复稿请您审核。`;
  return [{ kind: 'waiting_step', to: [{ person: asked }], text }];
}

function planMention({ number, note }: CaseChange): PlannedNotice[] {
  const to = (note?.mentions ?? []).map((person) => ({ person }));
  const text = `办件 ${number} 的内部备注提到了您，请查看。`;
  return to.length === 0 ? [] : [{ kind: 'mention', to, text }];
}

function planDelivery(change: CaseChange): PlannedNotice[] {
  const { number, delivery } = change;
  switch (delivery?.state) {
    case 'failed':
      return toHandler(change, 'delivery', `办件 ${number} 的答复没有送出，请处理或电话告知群众。`);
    case 'uncertain':
      return toHandler(change, 'delivery', `办件 ${number} 的答复不确定是否送到，请核实。`);
    default:
      return [];
  }
}

/** To who handles the case; where nobody does, to all who could. */
function toHandler({ handler, unit }: CaseChange, kind: NoticeKind, text: string): PlannedNotice[] {
  const to: Addressee = handler === null ? { role: 'clerk', unit } : { person: handler };
  return [{ kind, to: [to], text }];
}

/** Who did it, and so is not told; null where nobody of the staff did. */
export function doerOf({ actor, note }: CaseChange): string | null {
  return note?.author ?? actor;
}
