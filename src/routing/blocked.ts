/** 黑名单: messages of a citizen who is blocked are kept and answered by themselves, and open no case. */
import { chinaTimeOf } from '../platform/china-time';
import type { Context, Draft } from './context';
import { joinLines } from './reply-text';

/** What must be known to see whether somebody is blocked, and to tell them. */
type Sender = Pick<Context, 'unit' | 'snapshot' | 'now'>;

/** Whether the citizen's messages open no case now. Danger and threats always do; they do not ask. */
export function isBlocked({ snapshot, now }: Pick<Sender, 'snapshot' | 'now'>): boolean {
  return snapshot.blockedUntil !== undefined && snapshot.blockedUntil > now;
}

/** What stands in the place of a receipt: that the words are kept, until when, and who can be called. */
export function keptText({ unit, snapshot }: Sender): string {
  const until = snapshot.blockedUntil;
  const day = until ? `${firstFreeDay(until)}以前，` : '';
  const call = unit.telephone === null ? '12345' : `${unit.telephone}或12345`;
  return `您的话已经保存。${day}您在这里的来信暂时不转成办件。要办事、有急事请打${call}；觉得不妥，也可以打12345反映。`;
}

/** `12月1日`: the day in China that begins with the end, from which messages open cases again. */
function firstFreeDay(end: Date): string {
  const { month, day } = chinaTimeOf(end);
  return `${month}月${day}日`;
}

/** The message is kept, and goes to nobody. */
export function keepOnly(context: Sender, lead: string | undefined): Draft {
  return {
    text: joinLines([lead, keptText(context)]),
    effects: {},
    explanation: { responder: 'queue', rule: 'blocked' },
  };
}
