import type { reviewQueueSchema, submittedSchema } from '../../../api/review/review-endpoints';
import type { Wire } from '../../api/wire';

export type WaitingCase = Wire<typeof reviewQueueSchema>['cases'][number];
export type ReviewQueue = Wire<typeof reviewQueueSchema>;
export type SubmittedText = Wire<typeof submittedSchema>['texts'][number];

/** 审核要点: what whoever passes a text has looked at. */
export const checkpoints = [
  '对象正确：答的是这位群众问的事',
  '依据有效：政策、时间、地点、电话都对',
  '没有内部信息：不写内部流程和领导批示',
  '没有个人信息：不写姓名、证件号、手机号',
  '语气得体：说清楚、不推诿',
] as const;

const GATES: Readonly<Record<string, string>> = { review: '审核', signature: '签发' };

/** `审核、签发` */
export function presentGates(gates: readonly string[]): string {
  return gates.map((gate) => GATES[gate] ?? gate).join('、');
}
