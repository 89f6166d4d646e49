import type { Hit } from '../items/search/search-index';
import type { Item } from '../items/schema';
import { answerWithItem, askWhichItem, canBeShown } from './item-answer';
import { isLookedUp } from './queries';
import type { Context, Draft } from './context';
import type { Explanation } from './decision';
import type { Elsewhere } from './schema';

/** Marks documents of the index that are not items. */
export const ELSEWHERE_PREFIX = 'elsewhere.';

/** An item of the unit that was written to counts for more. */
const OWN_UNIT_FACTOR = 1.12;
/** Below this score nothing was understood. */
export const LEAST_SCORE = 2.6;
/** A card is given as certain only above this score … */
const CERTAIN_SCORE = 3.0;
/** … when this much of the best phrase was said … */
const CERTAIN_COVERAGE = 0.8;
/** … when this much of what was said belongs to the item … */
const CERTAIN_EXPLAINED = 0.3;
/** … and when it leads the next one by this factor. */
const CERTAIN_LEAD = 1.18;
/** A statement longer than this, in characters, … */
const SHORT_STATEMENT = 5;
/** … of which less than this belongs to the item is a story of its own; … */
const STORY_EXPLAINED = 0.35;
/** … the more so when something in it is not as it should be. */
const STORY_EXPLAINED_AGGRIEVED = 0.65;
/** A complaint is answered with the card of a report only when this much of it belongs there. */
const REPORT_EXPLAINED = 0.6;
/** A choice is offered as long as it has this share of the best score. */
const CHOICE_SHARE = 0.5;
const LEAST_CHOICES = 2;
const MOST_CHOICES = 3;
/** Same item twice within this time: it was not what was meant. */
export const SAME_ITEM_MS = 10 * 60 * 1000;

type Candidates = NonNullable<Explanation['candidates']>;

export type Outcome = { candidates: Candidates } & (
  | { kind: 'certain'; item: Item; others: Item[]; score: number }
  | { kind: 'choices'; items: Item[] }
  | { kind: 'elsewhere'; elsewhere: Elsewhere; score: number }
  | { kind: 'none' }
);

/** What a text means: one item for certain, two or three to choose from, a matter elsewhere, or nothing. */
export function understand(context: Context): Outcome {
  const hits = hitsFor(context);
  const candidates = hits.slice(0, 5).map(presentHit);
  const best = hits[0];
  if (!best || best.score < LEAST_SCORE) return { kind: 'none', candidates };
  const elsewhere = elsewhereOf(context, best);
  if (elsewhere && best.coverage >= CERTAIN_COVERAGE) {
    return { kind: 'elsewhere', elsewhere, score: best.score, candidates };
  }
  return { ...chooseItems(context, hits), candidates };
}

type Choice =
  | { kind: 'certain'; item: Item; others: Item[]; score: number }
  | { kind: 'choices'; items: Item[] };

/** Somebody who complains is not sent off with a card, unless it is a card about reporting just that. */
function chooseItems(context: Context, hits: readonly Hit[]): Choice | { kind: 'none' } {
  const { complaint, grievance } = context.tone;
  const ranked = hits.filter(({ ref }) => context.prepared.items.has(ref));
  const items = ranked.map(({ ref }) => context.prepared.items.get(ref)!);
  const [best, second] = ranked;
  const item = items[0];
  if (!best || !item || best.score < LEAST_SCORE) return { kind: 'none' };
  if (isBareWord(context, best)) return { kind: 'choices', items: closeItems(ranked, items) };
  if (complaint !== null && (item.kind !== 'report' || best.explained < REPORT_EXPLAINED)) {
    return { kind: 'none' };
  }
  if (item.kind !== 'report' && tellsStory(context, best)) return { kind: 'none' };
  if (isCertain(best, second)) {
    return { kind: 'certain', item, others: items.slice(1, 1 + MOST_CHOICES), score: best.score };
  }
  if (complaint !== null || grievance !== null) return { kind: 'none' };
  const aimed = aimedAt(context, ranked, items);
  if (aimed) {
    const others = items.filter((each) => each !== aimed).slice(0, MOST_CHOICES);
    return { kind: 'certain', item: aimed, others, score: best.score };
  }
  return { kind: 'choices', items: closeItems(ranked, items) };
}

/** What is offered to choose from: two or three, best first. */
function closeItems(ranked: readonly Hit[], items: readonly Item[]): Item[] {
  const least = ranked[0]!.score * CHOICE_SHARE;
  const close = ranked.filter(({ score }, at) => at < LEAST_CHOICES || score >= least).length;
  return items.slice(0, Math.min(close, MOST_CHOICES));
}

/** Free text: a card, a question back, or nothing. */
export function respondToUnderstanding(context: Context): Draft | null {
  if (context.text === '' || /^\d*$/.test(context.plain)) return null;
  if (context.prepared.smallTalk.exact(context.plain)) return null;
  const outcome = context.understood();
  const { candidates } = outcome;
  switch (outcome.kind) {
    case 'none':
    case 'elsewhere':
      return null;
    case 'choices': {
      const draft = askWhichItem(
        context,
        outcome.items,
        '您问的是哪一项？回复数字就行：',
        'understanding',
      );
      return { ...draft, explanation: { ...draft.explanation, candidates } };
    }
    case 'certain': {
      const { item, others, score } = outcome;
      if (wasJustShown(context, item) && !isLookedUp(context, item)) {
        return offerNext(context, item, others, candidates);
      }
      const refs = others.map(({ ref }) => ref);
      const draft = answerWithItem(context, item, 'understanding', refs);
      return { ...draft, explanation: { ...draft.explanation, score, candidates } };
    }
  }
}

/** "不是这个": the next candidates and a person, and the miss is kept. */
export function offerNext(
  context: Context,
  wrong: Item,
  others: readonly Item[],
  candidates: Candidates,
): Draft {
  const next = others.filter(({ ref }) => ref !== wrong.ref).slice(0, MOST_CHOICES);
  const lead =
    next.length > 0
      ? `刚才给的“${wrong.name}”不是您要的？看看是不是这些，回复数字就行：`
      : `刚才给的“${wrong.name}”不是您要的？请换个说法再说一次，或者回复 0 找人办。`;
  const draft = askWhichItem(context, next, lead, 'understanding');
  return {
    ...draft,
    effects: { ...draft.effects, miss: { ref: wrong.ref } },
    explanation: { ...draft.explanation, rule: 'miss', item: wrong.ref, candidates },
  };
}

function wasJustShown({ snapshot, now }: Context, item: Item): boolean {
  const last = snapshot.lastItem;
  return last?.ref === item.ref && now.getTime() - last.shownAt.getTime() < SAME_ITEM_MS;
}

/** Hits that this account may show, own items raised, best first. */
function hitsFor({ prepared, unit, text }: Context): Hit[] {
  const shown: Hit[] = [];
  for (const hit of prepared.search.search(text)) {
    const item = prepared.items.get(hit.ref);
    if (item && !canBeShown(item, unit.code)) continue;
    const own = item?.unit === unit.code;
    shown.push(own ? { ...hit, score: hit.score * OWN_UNIT_FACTOR } : hit);
  }
  return shown.sort((a, b) => b.score - a.score);
}

function isCertain(best: Hit, second: Hit | undefined): boolean {
  return (
    best.score >= CERTAIN_SCORE &&
    best.coverage >= CERTAIN_COVERAGE &&
    best.explained >= CERTAIN_EXPLAINED &&
    (second === undefined || best.score >= second.score * CERTAIN_LEAD)
  );
}

/**
 * Guide and query of one matter lie close together ("社保卡"): when only one of those that are close is of the
 * kind that was asked for, that one is meant.
 */
function aimedAt({ tone }: Context, ranked: readonly Hit[], items: readonly Item[]): Item | null {
  const [best] = ranked;
  if (tone.aim === null || !best || !isCertain(best, undefined)) return null;
  const close = items.filter((_, at) => ranked[at]!.score * CERTAIN_LEAD > best.score);
  const aimed = close.filter(({ kind }) => (kind === 'query') === (tone.aim === 'looking'));
  return aimed.length === 1 && close.length > 1 ? aimed[0]! : null;
}

/** Nothing is asked, and most of what is told belongs to no item: a person should read it. */
function tellsStory({ tone, plain }: Context, best: Hit): boolean {
  if (tone.question !== null || plain.length <= SHORT_STATEMENT) return false;
  return best.explained < (tone.grievance === null ? STORY_EXPLAINED : STORY_EXPLAINED_AGGRIEVED);
}

/** One word and nothing else: which side of the matter is meant is still open. */
function isBareWord({ plain }: Context, best: Hit): boolean {
  return best.because.length > 0 && best.because.includes(plain);
}

function elsewhereOf({ prepared }: Context, hit: Hit): Elsewhere | undefined {
  if (!hit.ref.startsWith(ELSEWHERE_PREFIX)) return undefined;
  const id = hit.ref.slice(ELSEWHERE_PREFIX.length);
  return prepared.content.elsewhere.find((candidate) => candidate.id === id);
}

function presentHit({ ref, name, score, because }: Hit): Candidates[number] {
  return { ref, name, score: Math.round(score * 100) / 100, because };
}
