import type { z } from 'zod';

/** A field that is wrong, as the person reads it. */
export interface FieldFault {
  /** `text` of the body, `query.limit`, `params.number` */
  name: string;
  message: string;
}

const HAN = /\p{Script=Han}/u;

/** What a schema complains of; a schema's own Chinese sentence stands. */
export function explainIssue(
  part: 'params' | 'query' | 'body',
  issue: z.core.$ZodIssue,
): FieldFault[] {
  const prefix = part === 'body' ? [] : [part];
  const nameOf = (...more: string[]): string => [...prefix, ...issue.path, ...more].join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ name: nameOf(key), message: '没有这个字段。' }));
  }
  const message = HAN.test(issue.message) ? issue.message : sentenceOf(issue);
  return [{ name: nameOf() || part, message }];
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return '没有填写，或者填的类型不对。';
    case 'too_small':
      return `太短或者太小，至少 ${issue.minimum}。`;
    case 'too_big':
      return `太长或者太大，最多 ${issue.maximum}。`;
    case 'invalid_value':
      return `只能是：${issue.values.map(String).join('、')}。`;
    default:
      return '填的不对。';
  }
}
