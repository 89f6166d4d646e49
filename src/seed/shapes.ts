/** What cases look like: every state, lamp and delivery state that a list can show. */
import type { CaseType } from '../cases/case-type';
import type { PlannedCase, Sending } from './planned-case';
import * as act from './steps';
import type { MakeStep } from './steps';
import { BROKEN_LIGHTS } from './stories/topic-stories';
import type { Story } from './story';

/** A kind of case, `count` of which are made. */
export interface Shape {
  count: number;
  /** Working days from its first message to now. */
  age: number;
  types?: readonly CaseType[];
  sending?: Sending;
  registered?: PlannedCase['registered'];
  restricted?: boolean;
  /** All of them in this unit, and about this: many say the same on one day. */
  topic?: { unit: string; story: Story };
  /** Another unit takes part. */
  needsNeighbour?: true;
  /** What follows the first message, in hours after it. */
  steps: readonly (readonly [hours: number, step: MakeStep])[];
}

const ONE_GATE = ['consultation', 'suggestion', 'help'] as const;
const TWO_GATES = ['complaint'] as const;
const TALK = ['consultation', 'suggestion', 'praise'] as const;

const taken = (hours: number) => [[hours, act.accept]] as const;
const answered = (hours: number) =>
  [
    [2, act.accept],
    [hours, act.submit],
    [hours + 2, act.review],
  ] as const;

/** While WeChat still lets the unit write. */
const answeredAtOnce = [
  [0.1, act.accept],
  [0.2, act.submit],
  [0.3, act.review],
] as const;

const OPEN: readonly Shape[] = [
  { count: 12, age: 0, steps: [] },
  { count: 3, age: 0, steps: [[0.1, act.sendPicture]] },
  { count: 2, age: 0, steps: [[0.1, act.sendPlace]] },
  { count: 7, age: 0, steps: [[0.2, act.claim]] },
  { count: 7, age: 3, steps: [] },
  { count: 6, age: 1, steps: [[1, act.giveBack]] },
  { count: 5, age: 2, needsNeighbour: true, steps: [...taken(2), [20, act.transfer]] },
  {
    count: 12,
    age: 2,
    steps: [...taken(3), [5, act.telephone], [6, act.note], [7, act.draft]],
  },
  { count: 4, age: 1, steps: [[0.2, act.sendVoice], ...taken(3), [4, act.urge]] },
  { count: 9, age: 5, types: [...ONE_GATE, ...TWO_GATES], steps: taken(2) },
  { count: 8, age: 8, types: ['help', 'complaint', 'consultation'], steps: taken(2) },
  {
    count: 5,
    age: 12,
    types: ['complaint', 'help'],
    steps: [...taken(2), [8 * 24, act.supervise], [9 * 24, act.noAnswer]],
  },
  { count: 3, age: 4, steps: [...taken(3), [50, act.askExtension]] },
  {
    count: 3,
    age: 6,
    types: [...ONE_GATE],
    steps: [...taken(3), [50, act.askExtension], [54, act.approveExtension]],
  },
  {
    count: 3,
    age: 2,
    types: ['complaint'],
    needsNeighbour: true,
    steps: [...taken(3), [5, act.addCoHandler]],
  },
  { count: 6, age: 3, steps: [...taken(3), [6, act.askSupplement]] },
  {
    count: 4,
    age: 4,
    steps: [...taken(3), [6, act.askSupplement], [30, act.sayMore], [30.1, act.sendPicture]],
  },
  { count: 9, age: 2, types: [...ONE_GATE, ...TWO_GATES], steps: [...taken(2), [6, act.submit]] },
  {
    count: 4,
    age: 3,
    types: [...ONE_GATE, ...TWO_GATES],
    steps: [...taken(2), [5, act.submitShort], [24, act.sendBack], [27, act.submit]],
  },
  { count: 2, age: 6, types: ['complaint'], steps: [...taken(2), [40, act.submit]] },
  {
    count: 7,
    age: 3,
    types: [...TWO_GATES],
    steps: [...taken(2), [4, act.telephone], [8, act.submit], [26, act.review]],
  },
];

const ANSWERED: readonly Shape[] = [
  { count: 8, age: 0, types: [...ONE_GATE], steps: answeredAtOnce },
  {
    count: 5,
    age: 2,
    types: [...TWO_GATES],
    steps: [[2, act.telephone], ...answered(5), [24, act.sign]],
  },
  { count: 7, age: 4, types: [...ONE_GATE], steps: answered(60) },
  { count: 4, age: 0, types: [...ONE_GATE], sending: 'refused', steps: answeredAtOnce },
  { count: 4, age: 0, types: [...ONE_GATE], sending: 'silent', steps: answeredAtOnce },
  { count: 2, age: 0, types: ['consultation'], sending: 'busy', steps: answeredAtOnce },
  {
    count: 4,
    age: 4,
    types: [...ONE_GATE],
    sending: 'silent',
    steps: [...answered(60), [63, act.telephone], [64, act.tellByPhone]],
  },
  { count: 4, age: 3, types: [...ONE_GATE], steps: [...answered(20), [26, act.view]] },
  {
    count: 3,
    age: 4,
    types: ['consultation'],
    steps: [...answered(4), [8, act.rate(2, '说得不清楚，还是不知道去哪里办。')]],
  },
  {
    count: 3,
    age: 5,
    types: ['help', 'consultation'],
    steps: [...answered(4), [9, act.rate(1, '问题没有解决。')]],
  },
];

const ENDED: readonly Shape[] = [
  {
    count: 9,
    age: 9,
    types: [...TALK],
    steps: [...answered(6), [10, act.rate(5, '答复很快，谢谢。')], [48, act.close]],
  },
  {
    count: 3,
    age: 14,
    types: [...TWO_GATES],
    steps: [
      [2, act.accept],
      [4, act.telephone],
      [6, act.submit],
      [26, act.review],
      [28, act.sign],
      [34, act.rate(4, null)],
      [72, act.close],
    ],
  },
  {
    count: 3,
    age: 13,
    types: ['help'],
    steps: [
      [2, act.accept],
      [4, act.telephone],
      [6, act.submit],
      [26, act.review],
      [34, act.rate(5, '帮了大忙。')],
      [72, act.close],
    ],
  },
  { count: 4, age: 18, types: [...TALK], steps: [...answered(30), [40, act.rate(3, null)]] },
  { count: 8, age: 21, types: [...TALK], steps: [...answered(6), [120, act.close]] },
  { count: 5, age: 3, types: ['consultation'], steps: [[3, act.dismiss]] },
  {
    count: 3,
    age: 6,
    types: ['complaint'],
    steps: [
      [3, act.refuse],
      [6, act.review],
      [8, act.sign],
    ],
  },
  { count: 4, age: 5, steps: [[4, act.withdraw]] },
  {
    count: 3,
    age: 4,
    steps: [
      [3, act.accept],
      [20, act.askForPerson],
      [20.02, act.sayAnother],
      [24, act.mergeNewest],
    ],
  },
];

const APART: readonly Shape[] = [
  { count: 2, age: 3, types: ['report', 'complaint'], restricted: true, steps: taken(3) },
  {
    count: 3,
    age: 1,
    registered: { source: 'telephone', externalNo: null },
    steps: [...taken(1), [3, act.telephone]],
  },
  {
    count: 3,
    age: 4,
    types: ['complaint', 'help'],
    registered: { source: '12345', externalNo: '12345-示例' },
    steps: [...taken(2), [4, act.submit]],
  },
  { count: 2, age: 0, registered: { source: 'window', externalNo: null }, steps: [] },
  { count: 5, age: 2, types: ['consultation'], steps: [[3, act.dismiss]] },
  { count: 6, age: 0, topic: { unit: 'gongan', story: BROKEN_LIGHTS }, steps: [] },
];

/** All kinds; their counts add up to about two hundred. */
export const shapes: readonly Shape[] = [...OPEN, ...ANSWERED, ...ENDED, ...APART];
