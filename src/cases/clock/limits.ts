import { caseTypes } from '../case-type';
import type { Limit } from '../life-cycle/clocks';
import type { LimitRule, Limits } from './schema';

/** How long a limit is, and by which rule, as the limits file says. */
export function ruleOf({ limits }: Limits, limit: Limit): LimitRule {
  switch (limit.kind) {
    case 'accept':
      return limits.accept;
    case 'return':
      return limits.return;
    case 'answer':
      return limits.answer[caseTypes[limit.type]];
    case 'review':
      return limits.review;
    case 'supplement_reminder':
      return limits.supplement.remind;
    case 'supplement_closing':
      return limits.supplement.close;
    case 'auto_close':
      return limits.autoClose;
    case 'follow_up':
      return limits.followUp;
    case 'bad_rating_contact':
      return limits.badRating.contact;
    case 'rework':
      return limits.badRating.rectify;
  }
}

const UNITS: Readonly<Record<LimitRule['unit'], string>> = {
  wd: '个工作日',
  day: '天',
  hour: '小时',
};

/** `5个工作日` */
export function presentLength({ value, unit }: Pick<LimitRule, 'value' | 'unit'>): string {
  return `${value}${UNITS[unit]}`;
}

/** `5个工作日，咨询答复期限（本区内部标准）`: shown wherever a deadline is explained. */
export function presentRule({ rule, internal, ...length }: LimitRule): string {
  return `${presentLength(length)}，${rule}${internal ? '（本区内部标准）' : ''}`;
}
