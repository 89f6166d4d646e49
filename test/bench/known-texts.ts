import path from 'node:path';
import { loadContent } from '../../src/content/load-content';
import { CASE_NUMBER_SLOT, type Snapshot } from '../../src/routing/decision';
import { createRouter } from '../../src/routing/router';

const ROOT = path.join(__dirname, '..', '..');
const NUMBER = 'RS2026112300011';
const STRANGER: Snapshot = {
  question: null,
  cases: [],
  heldAnswers: [],
  lastReceiptAt: null,
  lastItem: null,
};

/** Texts by what the product's own content makes of them, for a citizen who never wrote before. */
export interface SortedTexts {
  /** By unit: the items' own words that are answered at once, with one item's card. */
  known: ReadonlyMap<string, string[]>;
  /** Those of the candidates that every account puts into the queue. */
  stories: string[];
  /** Replies as ours gives them, for the server that only repeats two. */
  examples: { card: string; receipt: string };
}

/** Sorts with the same content and the same code as a serving process. */
export async function sortTexts(candidates: readonly string[]): Promise<SortedTexts> {
  const { content, faults } = await loadContent({
    menusDir: path.join(ROOT, 'menus'),
    repliesDir: path.join(ROOT, 'replies'),
    publicUrl: 'http://127.0.0.1:3000',
    now: new Date(),
  });
  if (!content) throw new Error(`the content has ${faults.length} faults`);
  const router = createRouter(content.routing);
  const ask = (account: string, text: string) => {
    const message = {
      id: '0190a000-0000-7000-8000-000000000000',
      account,
      inbound: {
        kind: 'text' as const,
        accountOriginalId: 'gh_bench',
        openid: 'oBench',
        sentAtSeconds: 0,
        msgId: '1',
        content: text,
      },
    };
    return router.route(message, STRANGER, new Date());
  };
  const units = [...content.routing.units.keys()];
  const known = units.map((unit): [string, string[]] => [
    unit,
    content.routing.items
      .filter((item) => item.unit === unit)
      .flatMap((item) => item.asks.filter((text) => ask(unit, text).explanation.item === item.ref)),
  ]);
  const stories = candidates.filter((text) =>
    units.every((unit) => ask(unit, text).explanation.responder === 'queue'),
  );
  const replyTo = (unit: string, text: string | undefined): string => {
    const decision = ask(unit, text ?? '');
    const reply = decision.kind === 'answered' ? decision.reply : null;
    return reply?.kind === 'text' ? reply.text.replaceAll(CASE_NUMBER_SLOT, NUMBER) : '';
  };
  const [[unit, words]] = known as [[string, string[]]];
  return {
    known: new Map(known),
    stories,
    examples: { card: replyTo(unit, words[0]), receipt: replyTo(unit, stories[0]) },
  };
}
