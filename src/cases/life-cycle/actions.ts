import type { CaseType } from '../case-type';

/** 角色. A right is held in a unit; the district's (统筹) in all of them. */
export type CaseRole =
  | 'clerk'
  | 'reviewer'
  | 'signer'
  | 'unit_admin'
  | 'coordinator'
  | 'inspector'
  | 'system_admin'
  | 'citizen'
  | 'operator'
  | 'system';

export const caseRoles: Readonly<Record<CaseRole, string>> = {
  clerk: '经办',
  reviewer: '审核',
  signer: '签发',
  unit_admin: '单位管理员',
  coordinator: '统筹',
  inspector: '监督',
  system_admin: '系统管理员',
  citizen: '群众',
  operator: '值守',
  system: '系统',
};

/** Who acts on a case. */
export interface CaseActor {
  kind: 'staff' | 'operator' | 'system' | 'citizen';
  /** Staff's or citizen's id; `system` for the system. */
  id: string;
  /** What a person is called in the record; null for citizens and the system. */
  name: string | null;
  ip: string | null;
  /** `unit` null: in every unit. */
  roles: readonly { role: CaseRole; unit: string | null }[];
  /** 受…委托: the id of the person whose right is used. */
  onBehalfOf: string | null;
}

/** 标记 that people set and take away. */
export const caseFlags = {
  urgent: '加急',
  restricted: '保密',
  opinion_risk: '疑似舆情',
  duplicate: '重复件',
  out_of_remit: '超职责',
} as const;
export type CaseFlag = keyof typeof caseFlags;

/** 不予受理: the only reasons. */
export const refusalCauses = {
  litigation: '已经或者应当通过诉讼、仲裁、纪检监察、行政复议、政府信息公开等程序解决',
  petition: '已经作为信访事项受理',
  secret: '涉及国家秘密、商业秘密、个人隐私或者违背公序良俗',
  decided: '已经依法作出处理决定',
  other: '其他依法不予受理的情形',
} as const;
export type RefusalCause = keyof typeof refusalCauses;

/** 无需办理: the only reasons. */
export const dismissalCauses = {
  blank: '空白或者表情',
  mistake: '误发',
  test: '测试',
  advertisement: '广告',
  duplicate: '重复',
  abuse: '仅辱骂',
} as const;
export type DismissalCause = keyof typeof dismissalCauses;

/** 重办: why. */
export const reworkCauses = {
  bad_rating: '群众评价不满意',
  follow_up: '群众对答复追问',
  sent_back: '统筹退回再办',
} as const;
export type ReworkCause = keyof typeof reworkCauses;

/** 五级评价, from 5 down to 1. */
export const ratingWords = {
  5: '非常满意',
  4: '满意',
  3: '基本满意',
  2: '不满意',
  1: '非常不满意',
} as const;
export type Rating = keyof typeof ratingWords;

/** An answer as its clerk submits it. */
export interface DraftInput {
  /** 公开答复内容, without salutation and 落款. */
  text: string;
  /** The 常用语 or item card whose approved words it repeats unchanged; null: the clerk's own words. */
  template: string | null;
  /** 办理情况 for the unit alone: 诉求属实, 是否解决, 内部说明. */
  handling: {
    isTrue: 'yes' | 'no' | 'partly' | null;
    solved: boolean | null;
    inside: string | null;
  };
  /** Ids of attachments that go with it, in their order; absent: none. */
  pictures?: readonly string[];
  /** 下一步审核人, staff id; absent or null: whoever may. */
  asked?: string | null;
  /** Words that must be looked at twice were looked at twice. */
  confirmed?: boolean;
}

/** What each action is told beside the case, its version and the reason. */
export interface ActionInputs {
  assign: { unit: string; designate: boolean };
  claim: object;
  release: object;
  accept: { type: CaseType; item: string | null };
  return: { proposedUnit: string | null };
  transfer: { unit: string; designate: boolean };
  hand_over: { handler: string | null };
  add_co_handler: { unit: string; dueAt: Date };
  answer_as_co_handler: { unit: string; opinion: string };
  ask_supplement: { missing: readonly string[] };
  supplement: object;
  close_unsupplemented: object;
  ask_extension: { workingDays: number };
  approve_extension: object;
  refuse_extension: object;
  submit: DraftInput;
  revise: Pick<DraftInput, 'text' | 'pictures' | 'confirmed'>;
  send_back: object;
  /** `hash`: of the text that the person read. */
  review: { hash: string; opinion: string | null; confirmed?: boolean };
  sign: { hash: string; opinion: string | null; confirmed: boolean };
  refuse: { cause: RefusalCause; channel: string; confirmed?: boolean };
  rate: { rating: Rating; tags: readonly string[]; text: string | null; named: boolean };
  rework: { cause: ReworkCause };
  judge: object;
  close: { excuse: string | null };
  merge: { main: string };
  withdraw: { confirmed: boolean };
  supervise: { dueAt: Date };
  answer_supervision: { text: string };
  dismiss: { cause: DismissalCause };
  restore: object;
  refer: { channel: string; text: string; confirmed?: boolean };
  accept_and_answer: { type: CaseType; item: string | null } & DraftInput;
  answer_by_operator: { text: string };
  split: { messageIds: readonly string[] };
  flag: { flag: CaseFlag; on: boolean };
}

export type Action = keyof ActionInputs;

/** One press of a button, or what the citizen or the system does. */
export type Command<A extends Action = Action> = {
  [Each in A]: {
    action: Each;
    /** 办件编号 */
    number: string;
    /** The version that the person saw; null: whatever it is now. */
    version: number | null;
    /** 意见, where the action wants one. */
    reason?: string;
    input: ActionInputs[Each];
  };
}[A];
