import { z } from 'zod';
import { countRuleHits, listMissed } from '../../../messages/answered-how';
import { AppError } from '../../../platform/errors';
import { findConflicts } from '../../../routing/find-conflicts';
import { createNormalise } from '../../../items/search/normalise';
import { entryOfKeyword } from '../../../switches/entry';
import { wantUnit } from '../caller';
import { defineEndpoint, type Endpoint } from '../endpoint';
import { unitCodeSchema } from '../schemas';
import type { AdminDesk } from './admin-desk';
import { hitsSchema, keywordsSchema, missesSchema, triedSchema } from './keyword-schemas';
import { presentKeyword, presentTried, wordsOf } from './present-keyword';
import { readOff } from './switch-endpoints';

const DAYS_30_MS = 30 * 24 * 60 * 60_000;
const params = z.strictObject({ unit: unitCodeSchema });

/** 关键词: the rules of the live files, how they do, and a box to try a sentence in. */
export function createKeywordEndpoints(desk: AdminDesk): Endpoint[] {
  return [
    defineEndpoint({
      ...{ method: 'GET', path: '/api/keywords/:unit', right: 'content.read', params },
      summary: '本单位的关键词和规则，有没有冲突、有没有永远轮不到的',
      response: keywordsSchema,
      async handler({ caller, params: { unit } }) {
        wantUnit(caller, 'content.read', unit);
        return readKeywords(desk, unit);
      },
    }),
    defineEndpoint({
      ...{ method: 'POST', path: '/api/keywords/:unit/try', right: 'content.read', params },
      summary: '试一句话：谁来回答、为什么、回复是什么。和真的一样，只是什么也不留',
      body: z.strictObject({ text: z.string().trim().min(1).max(2000) }),
      response: triedSchema,
      async handler({ caller, params: { unit }, body: { text } }) {
        wantUnit(caller, 'content.read', unit);
        const { routing } = desk.content();
        const account = routing.units.get(unit);
        const tried = account && desk.tryMessage(account, text, desk.clock.now());
        if (!tried) throw new AppError('not_found', '没有这个单位的公众号。');
        return presentTried(tried, unit, routing);
      },
    }),
    ...figureEndpoints(desk),
  ];
}

function figureEndpoints(desk: AdminDesk): Endpoint[] {
  return [
    defineEndpoint({
      ...{ method: 'GET', path: '/api/keywords/:unit/hits', right: 'content.read', params },
      summary: '近 30 天每个关键词和规则回答了几次',
      response: hitsSchema,
      async handler({ caller, params: { unit } }) {
        wantUnit(caller, 'content.read', unit);
        const since = new Date(desk.clock.now().getTime() - DAYS_30_MS);
        const counted = await countRuleHits(desk.database, unit, since);
        const entryOf = entriesByWord(desk, unit);
        return {
          since,
          hits: counted.map(({ rule, count }) => ({
            ...{ word: rule, entry: entryOf(rule), count },
          })),
        };
      },
    }),
    defineEndpoint({
      ...{ method: 'GET', path: '/api/keywords/:unit/misses', right: 'case.read', params },
      summary: '近 30 天说得最多、没有答上的 50 句，个人信息已隐去，保密件不在内',
      response: missesSchema,
      async handler({ caller, params: { unit } }) {
        wantUnit(caller, 'case.read', unit);
        const since = new Date(desk.clock.now().getTime() - DAYS_30_MS);
        const { items } = desk.content().routing;
        const misses = await listMissed(desk.reads, unit, since);
        return {
          since,
          misses: misses.map(({ item, ...miss }) => ({
            ...miss,
            item: item && (items.find(({ ref }) => ref === item)?.name ?? item),
          })),
        };
      },
    }),
  ];
}

async function readKeywords(
  desk: AdminDesk,
  unit: string,
): Promise<z.output<typeof keywordsSchema>> {
  const { routing, version } = desk.content();
  const keywords = routing.keywords.get(unit) ?? [];
  const now = desk.clock.now();
  const offOf = await readOff(desk, [unit]);
  const inService = keywords.filter((keyword) => !offOf(entryOfKeyword(unit, keyword)));
  const conflicts = findConflicts(desk.router(), unit, inService, now);
  return {
    ...{ unit, version },
    keywords: keywords.map((keyword) =>
      presentKeyword(keyword, unit, {
        ...{ content: routing, offOf, now },
        conflict: conflicts.find((one) => one.keyword === keyword),
      }),
    ),
  };
}

/** Which keyword of today's file a stored word belongs to; null for one that has gone. */
function entriesByWord(desk: AdminDesk, unit: string): (word: string) => string | null {
  const normalise = createNormalise();
  const entries = new Map<string, string>();
  for (const keyword of desk.content().routing.keywords.get(unit) ?? []) {
    const { entry } = entryOfKeyword(unit, keyword);
    const words =
      keyword.pattern === undefined ? wordsOf(keyword).map(normalise) : [keyword.pattern];
    for (const word of words) if (!entries.has(word)) entries.set(word, entry);
  }
  return (word) => entries.get(word) ?? null;
}
