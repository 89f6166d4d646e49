import { askForMatter, showHelp, showPrivacy, showProgress, showTopItems } from './commands';
import { openQuestion, type Context, type Draft } from './context';
import { answerWithItem, askWhichItem, itemsOfGroup } from './item-answer';
import { buildMenuKey, parseMenuKey, type MenuTarget } from './menu-key';
import { welcome } from './welcome';

/** Menu taps, items of a msgmenu message and scanned scenes. */
export function respondToMenu(context: Context): Draft | null {
  const { inbound } = context.message;
  switch (inbound.kind) {
    case 'click':
      return openKey(context, inbound.eventKey) ?? unknownButton(context, inbound.eventKey);
    case 'scancode_waitmsg':
      return (
        openKey(context, inbound.scanResult) ??
        openOwnLink(context, inbound.scanResult) ??
        openKey(context, inbound.eventKey) ??
        unknownButton(context, inbound.eventKey)
      );
    case 'scan':
      return openKey(context, inbound.scene) ?? welcome(context);
    case 'text':
      return inbound.menuItemId === undefined ? null : openKey(context, inbound.menuItemId);
    default:
      return null;
  }
}

/** What a key of ours opens, an item's ref included; null for any other text. */
export function openKey(context: Context, key: string): Draft | null {
  const target =
    parseMenuKey(key) ??
    (context.prepared.items.has(key) ? ({ kind: 'item', item: key } as const) : null);
  const draft = target && openTarget(context, target);
  return draft && { ...draft, explanation: { ...draft.explanation, responder: 'menu', rule: key } };
}

/** A printed code may hold the counted link of an item: its card says more than the page behind it. */
function openOwnLink(context: Context, text: string): Draft | null {
  const prefix = `${context.prepared.content.publicUrl}/go/`;
  if (!text.startsWith(prefix)) return null;
  return openKey(context, text.slice(prefix.length).replace('/', '.'));
}

/**
 * A place that was chosen from a button. The same place follows as a message of its own, which the
 * query then takes; so this opens the query without a word. Null: nothing is opened, the message that
 * follows is answered like any other.
 */
export function openForPlace(context: Context): Pick<Draft, 'effects' | 'explanation'> | null {
  const { inbound } = context.message;
  if (inbound.kind !== 'location_select') return null;
  const target = parseMenuKey(inbound.eventKey);
  if (target?.kind !== 'location') return null;
  const open = openQuestion(context);
  const rule = inbound.eventKey;
  if (open?.kind === 'form' && open.state.query === target.query && open.state.asked !== null) {
    return { effects: {}, explanation: { responder: 'menu', rule } };
  }
  const draft = openQuery(context, target.query);
  const question = draft?.effects.question;
  if (!question || !('set' in question) || question.set.kind !== 'form') return null;
  return { effects: draft.effects, explanation: { ...draft.explanation, responder: 'menu', rule } };
}

function openTarget(context: Context, target: MenuTarget): Draft | null {
  switch (target.kind) {
    case 'item': {
      const item = context.prepared.items.get(target.item);
      return item ? answerWithItem(context, item, 'menu') : null;
    }
    case 'query':
      return openQuery(context, target.query);
    case 'items':
      return target.group === 'top'
        ? showTopItems(context)
        : showGroup(context, target.unit, target.group);
    case 'page':
      return openPage(context, target.page);
    case 'reply': {
      const text = context.prepared.content.menuReplies.get(buildMenuKey(target));
      return text === undefined ? null : { text, effects: {}, explanation: { responder: 'menu' } };
    }
    case 'location':
      return openQuery(context, target.query);
    case 'scan':
      return {
        text: '没有认出这个二维码。要办什么事，请直接说。',
        effects: {},
        explanation: { responder: 'menu' },
      };
    case 'photo':
      return null;
  }
}

/** A query, or its item's card where it cannot be asked now. */
export function openQuery(context: Context, ref: string): Draft | null {
  const { queries, items } = context.prepared;
  const item = items.get(queries.get(ref)?.itemRef ?? '');
  return item ? answerWithItem(context, item, 'menu') : null;
}

function openPage(context: Context, page: Extract<MenuTarget, { kind: 'page' }>['page']): Draft {
  switch (page) {
    case 'progress':
      return showProgress(context);
    case 'items':
      return showTopItems(context);
    case 'human':
      return askForMatter(context);
    case 'help':
      return showHelp(context);
    case 'privacy':
      return showPrivacy(context);
  }
}

/** The items of a group; a group of one is that item. */
export function showGroup(context: Context, unit: string, group: string): Draft | null {
  const items = itemsOfGroup(context, unit, group);
  const [only, ...others] = items;
  if (!only) return null;
  if (others.length === 0) return answerWithItem(context, only, 'menu');
  return askWhichItem({ ...context, text: '' }, items, '要办哪一项？回复数字就行：', 'menu');
}

/** A button of a menu that is no longer ours still gets an answer. */
function unknownButton(context: Context, key: string): Draft {
  const help = showHelp(context);
  return {
    text: `这个按钮的内容更新了。\n${help.text}`,
    effects: {},
    explanation: { responder: 'menu', rule: `unknown:${key.slice(0, 60)}` },
  };
}
