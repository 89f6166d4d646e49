import { z } from 'zod';
import { presentMoment } from '../../../cases/calendar/present-day';
import {
  caseFlags,
  dismissalCauses,
  ratingWords,
  refusalCauses,
  reworkCauses,
} from '../../../cases/life-cycle/actions';
import type { CaseEventKind } from '../../../cases/life-cycle/event-kinds';
import { keysOf } from '../schemas';

const TRUTH = { yes: '是', no: '否', partly: '部分属实' } as const;

/** What the effects of the life cycle keep with an event, as far as people read it; the rest is left out. */
const dataSchema = z
  .object({
    handling: z.object({
      isTrue: keysOf(TRUTH).nullable(),
      solved: z.boolean().nullable(),
      inside: z.string().nullable(),
    }),
    missing: z.array(z.string()),
    opinion: z.string().nullable(),
    text: z.string(),
    excuse: z.string(),
    cause: z.string(),
    unit: z.string(),
    proposedUnit: z.string().nullable(),
    dueAt: z.iso.datetime(),
    workingDays: z.int(),
    days: z.int().nullable(),
    main: z.string(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    flag: keysOf(caseFlags),
    on: z.boolean(),
    rating: z.literal([1, 2, 3, 4, 5]),
  })
  .partial();
type EventData = z.output<typeof dataSchema>;

/** What an event came with beside its reason, by kind. @returns nothing where it does not apply */
type Explain = (data: EventData, nameOf: (unit: string) => string) => (string | null)[];

const handling: Explain = ({ handling: given }) =>
  given
    ? [
        given.isTrue && `诉求属实：${TRUTH[given.isTrue]}`,
        given.solved === null ? null : `是否解决：${given.solved ? '是' : '否'}`,
        given.inside && `办理情况（内部）：${given.inside}`,
      ]
    : [];
const opinion: Explain = ({ opinion: given }) => [given ? `意见：${given}` : null];
const until = (dueAt: string | undefined): string =>
  dueAt ? `${presentMoment(new Date(dueAt))}以前` : '';
const nameIn = (names: Readonly<Record<string, string>>, key = ''): string | null =>
  names[key] ?? null;

const EXPLAIN: Readonly<Partial<Record<CaseEventKind, Explain>>> = {
  submit: handling,
  accept_and_answer: handling,
  review: opinion,
  sign: opinion,
  return: ({ proposedUnit }, nameOf) => [proposedUnit ? `建议由${nameOf(proposedUnit)}办理` : null],
  add_co_handler: ({ unit, dueAt }, nameOf) => [
    unit ? `请${nameOf(unit)}${until(dueAt)}回复` : null,
  ],
  answer_as_co_handler: ({ unit, opinion: given }, nameOf) => [
    unit && given ? `${nameOf(unit)}的意见：${given}` : null,
  ],
  ask_supplement: ({ missing }) => [missing ? `要补充：${missing.join('；')}` : null],
  ask_extension: ({ workingDays }) => [workingDays ? `申请延期${workingDays}个工作日` : null],
  approve_extension: ({ days }) => [days ? `延期${days}个工作日` : null],
  supervise: ({ dueAt }) => [dueAt ? `${until(dueAt)}反馈` : null],
  answer_supervision: ({ text }) => [text ? `反馈：${text}` : null],
  refuse: ({ cause }) => [nameIn(refusalCauses, cause)],
  dismiss: ({ cause }) => [nameIn(dismissalCauses, cause)],
  // Of the other causes the reason itself says it.
  rework: ({ cause }) => [cause === 'sent_back' ? reworkCauses.sent_back : null],
  rate: ({ rating }) => [rating ? ratingWords[rating] : null],
  close: ({ excuse }) => [excuse ? `没有送达的说明：${excuse}` : null],
  merge: ({ main }) => [main ? `并入${main}` : null],
  merged_in: ({ from }) => [from ? `${from}并入这一件` : null],
  split: ({ to }) => [to ? `另立${to}` : null],
  split_off: ({ from }) => [from ? `从${from}拆分出来` : null],
  flag: ({ flag, on }) => [flag ? `${on ? '标上' : '去掉'}“${caseFlags[flag]}”` : null],
};

/**
 * Lines of 流程 beside the reason: a helper's opinion, what is missing, 办理情况. For staff alone.
 * @param data as it is stored, with numbers masked
 */
export function explainEvent(
  kind: CaseEventKind,
  data: unknown,
  nameOf: (unit: string) => string,
): string[] {
  const read = dataSchema.safeParse(data);
  if (!read.success) return [];
  const lines = EXPLAIN[kind]?.(read.data, nameOf) ?? [];
  return lines.filter((line): line is string => line !== null && line !== '');
}
