import { buildCard } from '../items/card';
import type { Item } from '../items/schema';
import type { Effects, Responder } from './decision';
import { openQuestion, type Context, type Draft } from './context';
import { isLookedUp, startQuery } from './queries';
import { QUESTION_VALID_MS } from './queue';
import { joinLines } from './reply-text';

/** The most choices that one list shows. */
const LIST_LIMIT = 8;

/**
 * One item's answer: its query where it has one, its card, or both.
 * @param others refs of the next candidates, for "不对"
 */
export function answerWithItem(
  context: Context,
  item: Item,
  responder: Responder,
  others: readonly string[] = [],
): Draft {
  const { prepared, now, unit } = context;
  const query = prepared.queryOfItem.get(item.ref);
  const started = query && isLookedUp(context, item) ? startQuery(context, query, responder) : null;
  const shownItem = { ref: item.ref, candidates: [...others] };
  if (query && started && !query.showCard) {
    return {
      ...started,
      effects: { shownItem, ...closedQuestion(context), ...started.effects },
    };
  }
  const owner = prepared.content.units.get(item.unit) ?? unit;
  const card = buildCard(item, owner, now, {
    publicUrl: prepared.content.publicUrl,
    askedUnit: unit.code,
    ...(query?.official && !started ? { steps: query.official.steps } : {}),
  });
  const effects = { shownItem, ...closedQuestion(context), ...started?.effects };
  const explanation = { responder, item: item.ref };
  if (!started) return { ...card, effects, explanation };
  return { ...started, text: joinLines([card.text, started.text]), effects };
}

/** A card answers what was asked; whether a message belongs to a case stays open beside it. */
function closedQuestion(context: Context): Pick<Effects, 'question'> {
  const open = openQuestion(context);
  return open && open.kind !== 'join_or_new' ? { question: { clear: true } } : {};
}

/** A numbered list of items as a pending question; 0 stands for a person. */
export function askWhichItem(
  context: Context,
  items: readonly Item[],
  lead: string,
  responder: Responder,
): Draft {
  const shown = items.slice(0, LIST_LIMIT);
  return {
    text: joinLines([
      lead,
      ...shown.map((item, index) => `${index + 1} ${presentItem(context, item)}`),
      '0 都不是，找人办',
    ]),
    effects: {
      question: {
        set: {
          kind: 'choose_item',
          asked: context.text,
          messageId: context.message.id,
          options: shown.map(({ ref }) => ref),
          offersHuman: true,
        },
        validForMs: QUESTION_VALID_MS,
      },
    },
    explanation: { responder },
  };
}

/** Public items of any unit, and all of the unit's own. */
export function canBeShown(item: Item, unit: string): boolean {
  return item.public || item.unit === unit;
}

/** The items listed in the welcome and under 热门. */
export function topItems({ prepared, unit }: Context): Item[] {
  return unit.topItems
    .map((id) => prepared.items.get(`${unit.code}.${id}`))
    .filter((item): item is Item => item !== undefined);
}

/** The unit's items of one group of the menu: 办一办/社保卡, or 办一办 for all below it. */
export function itemsOfGroup({ prepared }: Context, unit: string, group: string): Item[] {
  return prepared.content.items.filter(
    (item) => item.unit === unit && (item.group === group || item.group.startsWith(`${group}/`)),
  );
}

function presentItem({ prepared, unit }: Context, item: Item): string {
  if (item.unit === unit.code) return item.name;
  return `${item.name}（${prepared.content.units.get(item.unit)?.shortName ?? '其他单位'}）`;
}
