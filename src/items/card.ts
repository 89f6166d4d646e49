import type { Unit } from '../units/schema';
import type { Article } from '../wechat/reply';
import { isShown } from './facts';
import type { Entry, Fact, Item } from './schema';

/** The line under every item card: how to go on. */
const WAYS_ON = '不是这个请回复“不对”，要更多回复“详细”，找人办回复“转人工”。';
const MINIMUM_NOTE = '以窗口答复为准';
const UNCHECKED_NOTE = '内容待本单位核对，以窗口答复为准';

export interface CardOptions {
  /** The https origin that phones reach, without a trailing slash. */
  publicUrl: string;
  /** The unit whose account the citizen is in. */
  askedUnit: string;
  /** What is done on the official platform that the entry leads to. */
  steps?: readonly string[];
}

/** A card without the frame 【自动回复】; `article` where the item has a picture. */
export interface Card {
  text: string;
  article?: Article;
}

/** Telephone of an item: its own, its unit's, else the district's 12345. */
export function telephoneOf(item: Item, unit: Unit): string {
  return item.telephone ?? unit.telephone ?? '12345';
}

/** Our counted redirect to the item's recommended link; the target is in the files alone. */
export function itemLink(item: Item, publicUrl: string): string {
  return `${publicUrl}/go/${item.unit}/${item.id}`;
}

/** A card as somebody of the unit sends it in an answer: without the word on how to go on in the chat. */
export function buildAnswerCard(item: Item, unit: Unit, now: Date, options: CardOptions): string {
  return cardLines(item, unit, now, options).join('\n');
}

/**
 * The card of an item in at most 12 short lines: what it is, where, telephone, what to bring, fee,
 * time limit, one entry. Only statements that may be shown (`isShown`) are on it; without any of
 * them it says where, telephone and entry alone.
 */
export function buildCard(item: Item, unit: Unit, now: Date, options: CardOptions): Card {
  const text = [...cardLines(item, unit, now, options), WAYS_ON].join('\n');
  return item.picture === null
    ? { text }
    : { text, article: articleOf(item, text, options.publicUrl) };
}

function cardLines(item: Item, unit: Unit, now: Date, options: CardOptions): string[] {
  const facts = shownFacts(item, now);
  const where = item.where ?? unit.address;
  const lines = [
    item.name,
    item.unit === options.askedUnit
      ? null
      : `这件事归${unit.shortName}管，也可以在微信里找公众号“${unit.accountName}”。`,
    facts.any ? item.summary : null,
    where === null ? null : `地点：${where}`,
    `电话：${telephoneOf(item, unit)}`,
    facts.bring && `要带：${facts.bring.join('；')}`,
    facts.fee && `费用：${facts.fee.text}`,
    facts.timeLimit && `时限：${facts.timeLimit.text}`,
    facts.others[0] ? `要点：${facts.others[0].text}` : null,
    entryLine(item, options.publicUrl),
    options.steps ? stepsLine(options.steps) : null,
    noteOf(item, unit, facts.any),
  ];
  return lines.filter((line) => typeof line === 'string');
}

/** Everything else that may be shown of the item, with source and date. */
export function buildDetails(item: Item, unit: Unit, now: Date, options: CardOptions): string {
  const facts = shownFacts(item, now);
  const stated = [
    ...(item.bring && facts.bring
      ? [{ ...item.bring.basis, text: `要带：${facts.bring.join('；')}` }]
      : []),
    ...(facts.fee ? [{ ...facts.fee, text: `费用：${facts.fee.text}` }] : []),
    ...(facts.timeLimit ? [{ ...facts.timeLimit, text: `时限：${facts.timeLimit.text}` }] : []),
    ...facts.others,
  ];
  const entries = item.entries.map((entry, index) =>
    index === 0
      ? entryLine(item, options.publicUrl)!
      : `还可以：${entry.name}${entry.how ? `，${entry.how}` : ''}`,
  );
  return [
    `${item.name}（详细）`,
    ...stated.map((fact) => `· ${fact.text}（${basisOf(fact)}）`),
    ...entries,
    `电话：${telephoneOf(item, unit)}`,
    noteOf(item, unit, facts.any),
  ].join('\n');
}

interface ShownFacts {
  bring: string[] | null;
  fee: Fact | null;
  timeLimit: Fact | null;
  others: Fact[];
  any: boolean;
}

function shownFacts(item: Item, now: Date): ShownFacts {
  const shown = (fact: Fact | null) => (fact && isShown(fact, now) ? fact : null);
  const bring = item.bring && isShown(item.bring.basis, now) ? item.bring.things : null;
  const fee = shown(item.fee);
  const timeLimit = shown(item.timeLimit);
  const others = item.facts.filter((fact) => isShown(fact, now));
  return {
    bring,
    fee,
    timeLimit,
    others,
    any: Boolean(bring ?? fee ?? timeLimit) || others.length > 0,
  };
}

function basisOf(fact: Pick<Fact, 'source' | 'validUntil'>): string {
  return fact.validUntil === null ? fact.source : `${fact.source}，${fact.validUntil}前有效`;
}

/** The recommended entry: the first one. A link is always our own redirect. */
function entryLine(item: Item, publicUrl: string): string | null {
  const entry: Entry | undefined = item.entries[0];
  if (!entry) return null;
  if (entry.url !== null) return `网上办：${entry.name} ${itemLink(item, publicUrl)}`;
  return `入口：${entry.name}${entry.how === null ? '' : `，${entry.how}`}`;
}

function stepsLine(steps: readonly string[]): string {
  const numbered = steps.map((step, index) => `${index + 1} ${step}`).join('；');
  return `怎么查：${numbered}。这里不收集您的信息。`;
}

function noteOf(item: Item, unit: Unit, hasFacts: boolean): string {
  if (item.checkedBy !== null && item.checkedAt !== null) {
    return `${unit.shortName}${item.checkedAt}核对，${MINIMUM_NOTE}`;
  }
  return hasFacts ? UNCHECKED_NOTE : MINIMUM_NOTE;
}

function articleOf(item: Item, text: string, publicUrl: string): Article {
  const [, ...rest] = text.split('\n');
  return {
    title: item.name,
    description: rest.slice(0, 6).join('\n'),
    pictureUrl: item.picture ?? '',
    url: itemLink(item, publicUrl),
  };
}
