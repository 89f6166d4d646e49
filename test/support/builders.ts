import type { Push } from '../../src/callback/job';
import type { TextMessage } from '../../src/wechat/inbound';
import type { Unit } from '../../src/units/schema';
import type { Explanation, Effects, Decision } from '../../src/routing/decision';
import type { Reply } from '../../src/wechat/reply';

let lastId = 7_000_000_000_000_000_000n;

/** A WeChat message id that no other message of this run has. */
export function aMessageId(): string {
  lastId += 1n;
  return String(lastId);
}

export function aTextMessage(overrides: Partial<TextMessage> = {}): TextMessage {
  return {
    kind: 'text',
    accountOriginalId: 'gh_0123456789ab',
    openid: 'oCitizen0000000000000000001',
    sentAtSeconds: 1_795_397_400,
    msgId: aMessageId(),
    content: '社保卡怎么办',
    ...overrides,
  };
}

/** A push as the callback hands it over, after masking. */
export function aPush(overrides: Partial<Push> = {}): Push {
  const inbound = overrides.inbound ?? aTextMessage();
  return {
    account: 'renshe',
    openid: inbound.openid,
    dedupeKey: 'msgId' in inbound ? `m:${inbound.msgId}` : `e:${inbound.sentAtSeconds}`,
    receivedAt: new Date('2026-11-23T01:30:00Z'),
    inbound,
    original: null,
    ...overrides,
  };
}

export function aUnit(overrides: Partial<Unit> = {}): Unit {
  return {
    code: 'renshe',
    name: '君山区人力资源和社会保障局',
    shortName: '区人社局',
    accountName: '君山人社',
    letters: 'RS',
    originalId: null,
    accountType: 'subscription',
    verified: true,
    telephone: null,
    address: null,
    hours: null,
    welcome: '您好',
    topItems: [],
    answerNotice: null,
    checkedBy: null,
    checkedAt: null,
    ...overrides,
  };
}

/** A decision that answers a text. */
export function anAnswer(
  text: string,
  effects: Effects = {},
  explanation: Explanation = { responder: 'keyword' },
): Extract<Decision, { kind: 'answered' }> {
  const reply: Reply = { kind: 'text', text };
  return { kind: 'answered', reply, effects, explanation };
}
