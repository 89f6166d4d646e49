import { loadSuppliedContent } from '../replies/supplied-content';
import { aTextMessage } from '../support/builders';
import type { RoutingContent } from '../../src/routing/content';
import type { Decision, KnownCase, Question, Snapshot } from '../../src/routing/decision';
import { createRouter, type Router } from '../../src/routing/router';
import type { Inbound } from '../../src/wechat/inbound';

/** A Monday in working hours: 2026-11-23 09:30 in China. */
export const monday = new Date('2026-11-23T01:30:00Z');
export const MINUTE_MS = 60_000;

export type Answered = Extract<Decision, { kind: 'answered' }>;

let supplied: { content: RoutingContent; router: Router } | undefined;

/** The supplied content and its router, made once for a test file. */
export async function suppliedRouter(): Promise<{ content: RoutingContent; router: Router }> {
  if (!supplied) {
    const { routing } = await loadSuppliedContent(monday);
    supplied = { content: routing, router: createRouter(routing) };
  }
  return supplied;
}

export function aSnapshot(overrides: Partial<Snapshot> = {}): Snapshot {
  return {
    question: null,
    cases: [],
    heldAnswers: [],
    lastReceiptAt: null,
    lastItem: null,
    ...overrides,
  };
}

export function aCase(overrides: Partial<KnownCase> = {}): KnownCase {
  return {
    id: 'case-1',
    number: 'RS20261123-0001-K',
    ownerUnit: 'renshe',
    state: 'awaiting_acceptance',
    round: 1,
    rated: false,
    openedAt: minutesAgo(5),
    lastMessageAt: minutesAgo(5),
    answeredAt: null,
    ...overrides,
  };
}

export function minutesAgo(minutes: number): Date {
  return new Date(monday.getTime() - minutes * MINUTE_MS);
}

/** A question that is open for another ten minutes. */
export function open(question: Question): Snapshot['question'] {
  return { question, expiresAt: new Date(monday.getTime() + 10 * MINUTE_MS) };
}

export interface Sent {
  account?: string;
  snapshot?: Partial<Snapshot>;
  now?: Date;
}

/** Routes one push and insists on an answer. */
export function send(router: Router, inbound: Inbound, sent: Sent = {}): Answered {
  const decision = router.route(
    { id: 'message-1', account: sent.account ?? 'renshe', inbound },
    aSnapshot(sent.snapshot),
    sent.now ?? monday,
  );
  if (decision.kind !== 'answered') throw new Error('deferred');
  return decision;
}

/** Routes one text. */
export function say(router: Router, content: string, sent: Sent = {}): Answered {
  return send(router, aTextMessage({ content }), sent);
}

/** The text of a reply; fails for any other kind. */
export function textOf({ reply }: Answered): string {
  if (reply.kind !== 'text') throw new Error(`reply is ${reply.kind}`);
  return reply.text;
}

const pushed = {
  accountOriginalId: 'gh_0123456789ab',
  openid: 'oCitizen0000000000000000001',
  sentAtSeconds: 1_795_397_400,
};
const message = { ...pushed, msgId: '7000000000000000001' };

/** One push of every kind that WeChat sends, other than text. */
export const pushes = {
  image: { ...message, kind: 'image', mediaId: 'm' },
  voice: { ...message, kind: 'voice', mediaId: 'm', format: 'amr' },
  video: { ...message, kind: 'video', mediaId: 'm' },
  shortvideo: { ...message, kind: 'shortvideo', mediaId: 'm' },
  location: { ...message, kind: 'location', latitude: 29.4, longitude: 113, label: '君山区' },
  link: { ...message, kind: 'link', title: 't', description: 'd', url: 'https://example.org' },
  unknownMessage: { ...pushed, kind: 'unknown_message', msgType: 'sticker', fields: {} },
  subscribe: { ...pushed, kind: 'subscribe' },
  unsubscribe: { ...pushed, kind: 'unsubscribe' },
  scan: { ...pushed, kind: 'scan', scene: 'renshe.card' },
  locationReport: { ...pushed, kind: 'location_report', latitude: 1, longitude: 2, precision: 3 },
  click: { ...pushed, kind: 'click', eventKey: 'item:renshe.card' },
  view: { ...pushed, kind: 'view', eventKey: 'https://example.org' },
  viewMiniprogram: { ...pushed, kind: 'view_miniprogram', eventKey: 'pages/index' },
  scanPush: {
    ...pushed,
    kind: 'scancode_push',
    eventKey: 'k',
    scanType: 'qrcode',
    scanResult: 'x',
  },
  scanWait: {
    ...pushed,
    kind: 'scancode_waitmsg',
    eventKey: 'k',
    scanType: 'qrcode',
    scanResult: 'x',
  },
  pictures: { ...pushed, kind: 'pic_weixin', eventKey: 'k', count: 1, md5s: ['x'] },
  locationSelect: { ...pushed, kind: 'location_select', eventKey: 'k', latitude: 1, longitude: 2 },
  other: { ...pushed, kind: 'other_event', event: 'debug_demo', fields: {} },
} satisfies Record<string, Inbound>;
