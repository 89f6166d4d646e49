import { openQuestion, type Context, type Draft } from './context';
import { keepWithReport } from './discipline';
import type { Inbound } from '../wechat/inbound';
import { openKey } from './menu';
import { toQueue } from './queue';
import { welcome } from './welcome';

/**
 * Kinds that are kept and answered with nothing. What is photographed, or chosen on the map, from a
 * button follows as a message of its own: that one is answered.
 */
export function isSilent(inbound: Inbound): boolean {
  switch (inbound.kind) {
    case 'text':
    case 'image':
    case 'voice':
    case 'video':
    case 'shortvideo':
    case 'location':
    case 'link':
    case 'subscribe':
    case 'scan':
    case 'click':
    case 'scancode_waitmsg':
      return false;
    case 'unsubscribe':
    case 'unknown_message':
    case 'location_report':
    case 'view':
    case 'view_miniprogram':
    case 'scancode_push':
    case 'pic_sysphoto':
    case 'pic_photo_or_album':
    case 'pic_weixin':
    case 'location_select':
    case 'other_event':
      return true;
  }
}

/** What some phones send as text in place of a medium. */
const STAND_INS: Readonly<Record<string, string>> = {
  '[图片]': '照片',
  '[语音]': '语音',
  '[视频]': '视频',
  '[位置]': '位置',
};

/** Follow, and what has no words: pictures, voices without recognition, videos, places, links. */
export function respondToEvent(context: Context): Draft | null {
  const { inbound } = context.message;
  if (inbound.kind === 'subscribe') return greetFollower(context, inbound.scene);
  const received = receivedName(context);
  if (received === null) return null;
  const evidence = keepWithReport(context);
  if (evidence) return evidence;
  const described = openQuestion(context)?.kind === 'describe_matter';
  const lead = described ? `${received}收到了。` : `${received}收到了，请再说一句是什么事。`;
  const queued = toQueue(context, { lead });
  const clears = described && !queued.effects.question;
  return {
    ...queued,
    effects: { ...queued.effects, ...(clears ? { question: { clear: true } as const } : {}) },
    explanation: { responder: 'queue', rule: inbound.kind },
  };
}

function greetFollower(context: Context, scene: string | undefined): Draft {
  const opened = scene === undefined ? null : openKey(context, scene);
  const draft = opened
    ? { ...opened, text: `欢迎关注${context.unit.accountName}。\n${opened.text}` }
    : welcome(context);
  return { ...draft, effects: { ...draft.effects, follow: 'followed' } };
}

function receivedName({ message: { inbound }, text }: Context): string | null {
  switch (inbound.kind) {
    case 'text':
      return STAND_INS[text.trim()] ?? null;
    case 'image':
      return '照片';
    case 'voice':
      return text === '' ? '语音' : null;
    case 'video':
    case 'shortvideo':
      return '视频';
    case 'location':
      return '位置';
    case 'link':
      return '链接';
    default:
      return null;
  }
}
