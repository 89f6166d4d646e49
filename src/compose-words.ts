/** Builds the words of answers from the files that are live: what may stand unchanged, what may not leave. */
import type { CaseClocks } from './cases/life-cycle/clocks';
import type { CaseWords } from './cases/life-cycle/ports';
import { PHRASE_TEMPLATE } from './cases/phrases/phrase';
import { findRepeated, valuesOf } from './cases/phrases/offer-phrases';
import type { CannedText, CannedTexts } from './cases/words/canned-texts';
import { createCheckOutgoing } from './cases/words/check-outgoing';
import type { ContentSet } from './content/load-content';
import { buildAnswerCard } from './items/card';
import type { Item } from './items/schema';
import type { Clock } from './platform/clock';
import { createRiskWordFinder } from './routing/risk-words';
import type { Elsewhere } from './routing/schema';

/** What is read of the files. */
export type WordFiles = Pick<ContentSet, 'routing' | 'words'>;

const ITEM = 'item:';
const ELSEWHERE = 'elsewhere:';

/** What the life cycle asks of words. */
export function createCaseWords(files: WordFiles, clocks: CaseClocks, clock: Clock): CaseWords {
  const { routing, words } = files;
  const canned = createCannedTexts(files);
  return {
    async isUnchanged(tx, row, template, text) {
      const now = clock.now();
      if (!template.startsWith(PHRASE_TEMPLATE)) {
        return canned.find(row.owner_unit, template, now)?.text === text.trim();
      }
      const unit = routing.units.get(row.owner_unit);
      if (!unit) return false;
      const name = row.item === null ? null : canned.itemName(row.item);
      const values = valuesOf(row, unit, name, (at) => clocks.presentDay(at));
      return (await findRepeated(tx, row, values, text, now)).includes(template);
    },
    checkOutgoing: createCheckOutgoing(words),
    findRiskWord: createRiskWordFinder(routing.emergencies),
  };
}

/** Texts of the files that may be an answer as they stand. */
export function createCannedTexts({ routing }: Pick<WordFiles, 'routing'>): CannedTexts {
  const items = new Map(routing.items.map((item) => [item.ref, item]));
  const channels = new Map(routing.elsewhere.map((one) => [one.id, one]));
  const cardOf = (item: Item, now: Date): CannedText | null => {
    const unit = routing.units.get(item.unit);
    if (!unit) return null;
    const options = { publicUrl: routing.publicUrl, askedUnit: item.unit };
    const text = buildAnswerCard(item, unit, now, options).trim();
    return { template: `${ITEM}${item.ref}`, kind: 'item', title: item.name, text };
  };
  return {
    find(unit, template, now) {
      const channel = channels.get(withoutPrefix(template, ELSEWHERE));
      if (channel) return presentChannel(channel);
      const item = items.get(withoutPrefix(template, ITEM));
      return item && item.unit === unit ? cardOf(item, now) : null;
    },
    list(unit, words, now) {
      const meant = words.trim();
      const cards = routing.items
        .filter((item) => item.unit === unit)
        .flatMap((item) => cardOf(item, now) ?? []);
      const all = [...cards, ...routing.elsewhere.map(presentChannel)];
      return meant === '' ? all : all.filter(({ title }) => title.includes(meant));
    },
    itemName: (ref) => items.get(ref)?.name ?? null,
  };
}

function presentChannel({ id, name, reply }: Elsewhere): CannedText {
  return { template: `${ELSEWHERE}${id}`, kind: 'elsewhere', title: name, text: reply.trim() };
}

/** What stands behind a prefix; a text without it fits nothing. */
function withoutPrefix(template: string, prefix: string): string {
  return template.startsWith(prefix) ? template.slice(prefix.length) : '';
}
