/** What people do with a case, in words that shapes of cases are written with. */
import type { Rating } from '../cases/life-cycle/actions';
import type { SeedCommand, SeedRole, SeedStep } from './planned-case';
import type { Story } from './story';

/** A step once its story and its moment are known. `other`: the code of another unit. */
export type MakeStep = (story: Story, at: Date, other: string) => SeedStep;

const DAY_MS = 86_400_000;
const HANDLING = { isTrue: 'yes', solved: true, inside: '已与相关股室核对，依据充分。' } as const;

const act =
  (by: SeedRole, command: (story: Story, at: Date, other: string) => SeedCommand): MakeStep =>
  (story, at, other) => ({
    kind: 'act',
    by,
    wantsHash: false,
    command: () => command(story, at, other),
  });

export const claim = act('clerk', () => ({ action: 'claim', input: {} }));
export const accept = act('clerk', ({ type, item }) => ({
  action: 'accept',
  input: { type, item },
}));
export const giveBack = act('clerk', () => ({
  action: 'return',
  reason: '经核对不属于本单位职责，请重新分派。',
  input: { proposedUnit: null },
}));
export const submit = act('clerk', ({ answer }) => ({
  action: 'submit',
  input: { text: answer, template: null, handling: HANDLING },
}));
/** A first version that its reviewer will not let pass. */
export const submitShort = act('clerk', ({ answer }) => ({
  action: 'submit',
  input: { text: answer.slice(0, answer.indexOf('。', 4) + 1), template: null, handling: HANDLING },
}));
export const sendBack = act('reviewer', () => ({
  action: 'send_back',
  reason: '答复太短，请写明下一步怎么办、找谁办。',
  input: {},
}));
export const review: MakeStep = () => ({
  kind: 'act',
  by: 'reviewer',
  wantsHash: true,
  command: ({ hash }) => ({ action: 'review', input: { hash, opinion: '同意。' } }),
});
export const sign: MakeStep = () => ({
  kind: 'act',
  by: 'signer',
  wantsHash: true,
  command: ({ hash }) => ({
    action: 'sign',
    input: { hash, opinion: '同意，请及时回访。', confirmed: true },
  }),
});
export const askSupplement = act('clerk', () => ({
  action: 'ask_supplement',
  reason: '现有材料看不出具体地点和时间。',
  input: { missing: ['发生的时间', '具体地点或照片'] },
}));
export const askExtension = act('clerk', () => ({
  action: 'ask_extension',
  reason: '需要到现场核实并会同街道研究，五个工作日内办不完。',
  input: { workingDays: 5 },
}));
export const approveExtension = act('signer', () => ({
  action: 'approve_extension',
  reason: '情况属实，同意延期一次。',
  input: {},
}));
export const supervise = act('coordinator', (_story, at) => ({
  action: 'supervise',
  reason: '已经超过答复期限，请说明原因并尽快答复群众。',
  input: { dueAt: new Date(at.getTime() + 2 * DAY_MS) },
}));
export const close = act('coordinator', () => ({ action: 'close', input: { excuse: null } }));
export const dismiss = act('clerk', () => ({ action: 'dismiss', input: { cause: 'test' } }));
export const refuse = act('clerk', () => ({
  action: 'refuse',
  reason: '同一事项正在诉讼中，由人民法院审理。',
  input: { cause: 'litigation', channel: '请向受理案件的人民法院咨询进展。' },
}));
export const withdraw = act('citizen', () => ({ action: 'withdraw', input: { confirmed: true } }));
export const urge = act('coordinator', () => ({
  action: 'flag',
  input: { flag: 'urgent', on: true },
}));
export const transfer = act('coordinator', (_story, _at, unit) => ({
  action: 'transfer',
  reason: '主要职责在贵单位，请牵头办理。',
  input: { unit, designate: true },
}));
export const addCoHandler = act('clerk', (_story, at, unit) => ({
  action: 'add_co_handler',
  reason: '需要贵单位提供有关情况。',
  input: { unit, dueAt: new Date(at.getTime() + 2 * DAY_MS) },
}));
export const rate = (rating: Rating, text: string | null): MakeStep =>
  act('citizen', () => ({ action: 'rate', input: { rating, tags: [], text, named: false } }));
export const mergeNewest: MakeStep = () => ({
  kind: 'merge_newest',
  command: (into) => ({
    action: 'merge',
    reason: '同一位群众反映的同一件事。',
    input: { main: into },
  }),
});

export const telephone: MakeStep = () => ({
  kind: 'contact',
  method: 'telephone',
  reached: true,
  result: '已电话联系，问清了情况，群众表示理解。',
});
export const noAnswer: MakeStep = () => ({
  kind: 'contact',
  method: 'telephone',
  reached: false,
  result: '无人接听，稍后再打。',
});
export const note: MakeStep = () => ({
  kind: 'note',
  text: '已转业务股室核对，材料下午给到，注意口径一致。',
});
export const draft: MakeStep = ({ answer }) => ({
  kind: 'draft',
  text: answer.slice(0, Math.ceil(answer.length / 2)),
});
export const tellByPhone: MakeStep = () => ({ kind: 'tell_by_phone' });
export const view: MakeStep = () => ({ kind: 'view' });
export const sendPicture: MakeStep = () => ({ kind: 'say', said: { kind: 'image' } });
export const sendVoice: MakeStep = ({ detail }) => ({
  kind: 'say',
  said: { kind: 'voice', recognition: detail },
});
export const sendPlace: MakeStep = () => ({
  kind: 'say',
  said: { kind: 'location', latitude: 29.431, longitude: 113.012, label: '岳阳市君山区' },
});
const say =
  (content: string): MakeStep =>
  () => ({ kind: 'say', said: { kind: 'text', content } });
export const sayMore = say('补充一下，是上周三下午的事，地方就在菜市场旁边。');
export const askForPerson = say('人工');
export const sayAnother = say('上次说的那件事又来问一下，还是没有人联系我。');
