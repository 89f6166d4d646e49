import type { Context, Draft } from './context';
import { askWhichItem, topItems } from './item-answer';
import { joinLines } from './reply-text';

/** The welcome with the items that are asked for most. */
export function welcome(context: Context): Draft {
  const items = topItems(context);
  const { welcome: text } = context.unit;
  if (items.length === 0) {
    return { text, effects: {}, explanation: { responder: 'event', rule: 'welcome' } };
  }
  const list = askWhichItem(
    { ...context, text: '' },
    items,
    joinLines([text, '常办的事，回复数字就行：']),
    'event',
  );
  return { ...list, explanation: { responder: 'event', rule: 'welcome' } };
}
