/** What each action asks for in its dialog: the life cycle's inputs as fields of a form. */
import { caseTypes } from '../../../../cases/case-type';
import {
  caseFlags,
  dismissalCauses,
  refusalCauses,
  reworkCauses,
} from '../../../../cases/life-cycle/actions';
import { startOfDay } from '../../shared/present-time';

type Choices = Readonly<Record<string, string>>;

export type Field =
  | { kind: 'choice'; name: string; label: string; choices: Choices; optional?: true }
  | { kind: 'unit' | 'person' | 'item'; name: string; label: string; optional?: true }
  | { kind: 'day' | 'text' | 'lines' | 'short'; name: string; label: string; optional?: true }
  | { kind: 'count'; name: string; label: string; most: number }
  | { kind: 'yes'; name: string; label: string }
  | { kind: 'messages'; name: string; label: string };

const unit: Field = { kind: 'unit', name: 'unit', label: '单位' };
const designate: Field = {
  kind: 'yes',
  name: 'designate',
  label: '统筹指定：该单位不能再退回',
};
const dueAt: Field = { kind: 'day', name: 'dueAt', label: '期限（当天下班前）' };
const opinion: Field = { kind: 'short', name: 'opinion', label: '意见', optional: true };
const type: Field = { kind: 'choice', name: 'type', label: '类型', choices: caseTypes };
const item: Field = { kind: 'item', name: 'item', label: '事项', optional: true };

const FIELDS: Readonly<Record<string, readonly Field[]>> = {
  assign: [unit, designate],
  accept: [type, item],
  return: [{ kind: 'unit', name: 'proposedUnit', label: '建议转给', optional: true }],
  transfer: [unit],
  hand_over: [{ kind: 'person', name: 'handler', label: '移交给', optional: true }],
  add_co_handler: [{ ...unit, label: '协办单位' }, dueAt],
  answer_as_co_handler: [unit, { kind: 'text', name: 'opinion', label: '协办意见' }],
  ask_supplement: [{ kind: 'lines', name: 'missing', label: '要补充什么，一行一项' }],
  ask_extension: [{ kind: 'count', name: 'workingDays', label: '延长几个工作日', most: 10 }],
  review: [opinion],
  sign: [opinion],
  refuse: [
    { kind: 'choice', name: 'cause', label: '不予受理的理由', choices: refusalCauses },
    { kind: 'text', name: 'channel', label: '正确的渠道，写给群众看' },
  ],
  rework: [{ kind: 'choice', name: 'cause', label: '为什么重办', choices: reworkCauses }],
  close: [{ kind: 'short', name: 'excuse', label: '没有送到的理由', optional: true }],
  merge: [{ kind: 'short', name: 'main', label: '主件的编号' }],
  supervise: [dueAt],
  answer_supervision: [{ kind: 'text', name: 'text', label: '反馈' }],
  dismiss: [{ kind: 'choice', name: 'cause', label: '为什么不用办', choices: dismissalCauses }],
  split: [{ kind: 'messages', name: 'messageIds', label: '拆到新办件的来信' }],
  flag: [
    { kind: 'choice', name: 'flag', label: '标记', choices: caseFlags },
    { kind: 'yes', name: 'on', label: '打上（不勾是取消）' },
  ],
};

/** @param coordinates whether the person may designate a unit */
export function fieldsOf(action: string, coordinates: boolean): readonly Field[] {
  const fields = FIELDS[action] ?? [];
  return action === 'transfer' && coordinates ? [...fields, designate] : fields;
}

export type Values = Record<string, string | boolean | string[]>;

/** A form that nothing was written into. */
export function emptyValues(fields: readonly Field[]): Values {
  return Object.fromEntries(
    fields.map(({ kind, name }) => [
      name,
      kind === 'yes' ? name === 'on' : kind === 'messages' ? [] : '',
    ]),
  );
}

/** Whether everything that must be there is there. */
export function isFilled(fields: readonly Field[], values: Values): boolean {
  return fields.every((field) => {
    const value = values[field.name];
    if (field.kind === 'yes' || ('optional' in field && field.optional)) return true;
    return Array.isArray(value) ? value.length > 0 : String(value ?? '').trim() !== '';
  });
}

/** The input of an action from its form. Days end when the offices close, so they are sent as 17:30. */
export function buildInput(fields: readonly Field[], values: Values): Record<string, unknown> {
  return Object.fromEntries(
    fields.map((field) => [field.name, valueOf(field, values[field.name])]),
  );
}

const CLOSING_MS = 17.5 * 60 * 60_000;

function valueOf(field: Field, value: Values[string] | undefined): unknown {
  if (typeof value !== 'string') return value ?? false;
  const text = value.trim();
  switch (field.kind) {
    case 'lines':
      return text
        .split(/\n+/)
        .map((line) => line.trim())
        .filter((line) => line !== '');
    case 'count':
      return Number(text);
    case 'day':
      return new Date(Date.parse(startOfDay(text)) + CLOSING_MS).toISOString();
    default:
      return text === '' && 'optional' in field ? null : text;
  }
}
