import { z } from 'zod';
import { MAX_PICTURES } from '../../../delivery/enqueue-answer';
import {
  caseFlags,
  dismissalCauses,
  refusalCauses,
  reworkCauses,
  type Action,
  type ActionInputs,
} from '../../../cases/life-cycle/actions';
import { idSchema, instantSchema, keysOf, reasonSchema, unitCodeSchema } from '../schemas';
import { caseTypeSchema } from './case-schemas';

/** What staff do. The rest is for the citizen, the clock, and whoever has the shell. */
export type StaffAction = Exclude<
  Action,
  'supplement' | 'close_unsupplemented' | 'rate' | 'withdraw' | 'answer_by_operator'
>;

const textSchema = z.string().max(20_000);
const nothing = z.strictObject({});
const hash = z.string().length(64).describe('看过的那一稿的 hash');
const opinion = reasonSchema.nullable().default(null);
const confirmed = z
  .boolean()
  .default(false)
  .describe('须复核的词、个人信息看过第二遍，确认没有问题');
const item = z.string().max(100).nullable().default(null).describe('事项，如 renshe.card');
const toUnit = z.strictObject({ unit: unitCodeSchema, designate: z.boolean().default(false) });
const pictures = z
  .array(idSchema)
  .max(MAX_PICTURES)
  .default([])
  .describe('随答复发的图片：这件的附件，最多 3 张');
const draft = {
  text: textSchema.describe('公开答复内容，不含称呼和落款'),
  template: z.string().max(200).nullable().default(null).describe('原样引用的常用语或事项卡片'),
  handling: z.strictObject({
    isTrue: z.enum(['yes', 'no', 'partly']).nullable(),
    solved: z.boolean().nullable(),
    inside: textSchema.nullable(),
  }),
  pictures,
  asked: idSchema.nullable().default(null).describe('下一步审核人：先通知谁；空：谁有空谁审'),
  confirmed,
};

/** What each action is told: the life cycle's own inputs, checked. */
const inputs: { [A in StaffAction]: z.ZodType<ActionInputs[A]> } = {
  assign: toUnit,
  claim: nothing,
  release: nothing,
  accept: z.strictObject({ type: caseTypeSchema, item }),
  return: z.strictObject({ proposedUnit: unitCodeSchema.nullable().default(null) }),
  transfer: toUnit,
  hand_over: z.strictObject({ handler: idSchema.nullable() }),
  add_co_handler: z.strictObject({ unit: unitCodeSchema, dueAt: instantSchema }),
  answer_as_co_handler: z.strictObject({ unit: unitCodeSchema, opinion: textSchema }),
  ask_supplement: z.strictObject({ missing: z.array(z.string().max(200)).max(20) }),
  ask_extension: z.strictObject({ workingDays: z.int().min(1).max(100) }),
  approve_extension: nothing,
  refuse_extension: nothing,
  submit: z.strictObject(draft),
  revise: z.strictObject({ text: textSchema, pictures, confirmed }),
  send_back: nothing,
  review: z.strictObject({ hash, opinion, confirmed }),
  sign: z.strictObject({ hash, opinion, confirmed }),
  refuse: z.strictObject({ cause: keysOf(refusalCauses), channel: z.string().max(500), confirmed }),
  rework: z.strictObject({ cause: keysOf(reworkCauses) }),
  judge: nothing,
  close: z.strictObject({ excuse: reasonSchema.nullable().default(null) }),
  merge: z.strictObject({ main: z.string().max(40).describe('主件的办件编号') }),
  supervise: z.strictObject({ dueAt: instantSchema }),
  answer_supervision: z.strictObject({ text: textSchema }),
  dismiss: z.strictObject({ cause: keysOf(dismissalCauses) }),
  restore: nothing,
  refer: z.strictObject({ channel: z.string().max(500), text: textSchema, confirmed }),
  accept_and_answer: z.strictObject({ type: caseTypeSchema, item, ...draft }),
  split: z.strictObject({ messageIds: z.array(idSchema).min(1).max(100) }),
  flag: z.strictObject({ flag: keysOf(caseFlags), on: z.boolean() }),
};

/** A press of a button. */
export interface PressedAction {
  action: StaffAction;
  /** 意见, where the action wants one. */
  reason: string | null;
  /** Whose deputy the person acts as. */
  onBehalfOf: string | null;
  input: ActionInputs[StaffAction];
}

const [first, ...rest] = Object.entries(inputs).map(([action, input]) =>
  z.strictObject({
    action: z.literal(action as StaffAction),
    reason: reasonSchema.nullable().default(null).describe('意见，动作需要时至少 5 个字'),
    onBehalfOf: idSchema.nullable().default(null).describe('授权代办：受谁委托'),
    input: input as z.ZodType<ActionInputs[StaffAction]>,
  }),
);

/** One shape for each action, told apart by `action`. */
export const pressedActionSchema = z.discriminatedUnion('action', [first!, ...rest]);
