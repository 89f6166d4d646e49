import fs from 'node:fs';
import path from 'node:path';
import { findPackageRoot } from '../../src/platform/package-root';
import { findConflicts } from '../../src/routing/find-conflicts';
import { createRouter, type QueryRouter } from '../../src/routing/router';
import { keywordSchema, type Keyword } from '../../src/routing/schema';
import { aTextMessage } from '../support/builders';
import { aSnapshot, monday, pushes, suppliedRouter } from './routing-harness';

const aRule = (rule: object): Keyword => keywordSchema.parse({ reply: 'r', ...rule });

let made: QueryRouter | undefined;
async function supplied() {
  const { content } = await suppliedRouter();
  return { content, router: (made ??= createRouter(content)) };
}

/** A router of the supplied files, but for the keywords of renshe. */
async function routerWith(...keywords: Keyword[]) {
  const { content } = await suppliedRouter();
  return createRouter({ ...content, keywords: new Map([['renshe', keywords]]) });
}

async function traceOf(keywords: Keyword[], text: string, now = monday) {
  const router = await routerWith(...keywords);
  const inbound = aTextMessage({ content: text });
  return router.trace({ id: 'm', account: 'renshe', inbound }, aSnapshot(), now)!;
}

it('says for every utterance of the corpus what the live path says, and that its first answer won', async () => {
  const { router } = await supplied();
  const names = ['corpus', 'danger', 'fresh'];
  const texts = names.flatMap((name) => {
    const file = path.join(findPackageRoot(), `test/fixtures/${name}.jsonl`);
    const lines = fs.readFileSync(file, 'utf8').trim().split('\n');
    return lines.map((line) => (JSON.parse(line) as { text: string }).text);
  });
  expect(texts.length).toBeGreaterThan(1000);
  for (const [index, text] of texts.entries()) {
    const account = ['renshe', 'yibao', 'gongan', 'minzheng'][index % 4]!;
    const message = { id: 'm', account, inbound: aTextMessage({ content: text }) };
    const trace = router.trace(message, aSnapshot(), monday)!;
    const decision = router.route(message, aSnapshot(), monday);
    expect(trace.decision).toEqual(decision);
    expect([text, trace.answers[0]]).toEqual([text, decision.explanation]);
    expect(trace.answers.at(-1)!.responder).toBe('queue');
    const won = trace.keywords.filter((match) => match.won);
    const byKeyword = trace.keywords.length > 0 && won.length === 1;
    if (byKeyword) expect(['keyword', 'rule']).toContain(decision.explanation.responder);
  }
});

it('lists every rule that fits in the order of trying, with who won and who is out of hours', async () => {
  const rules = [
    aRule({ contains: ['放假'], reply: 'low', priority: 10 }),
    aRule({ contains: ['几天'], reply: 'night', between: { from: '22:00', to: '23:00' } }),
    aRule({ prefix: ['今年放假'], reply: 'second' }),
    aRule({ exact: ['别的'], reply: 'other' }),
  ];
  const trace = await traceOf(rules, '今年放假放几天');
  expect(trace.keywords).toEqual([
    { keyword: rules[1], word: '几天', inForce: false, won: false },
    { keyword: rules[2], word: '今年放假', inForce: true, won: true },
    { keyword: rules[0], word: '放假', inForce: true, won: false },
  ]);
  expect(trace.decision.explanation).toMatchObject({ responder: 'rule', rule: '今年放假' });
});

it('names the emergency first, though a rule fits', async () => {
  const trace = await traceOf([aRule({ contains: ['着火'], reply: 'rule' })], '家里着火了快来人');
  expect(trace.answers[0]!.responder).toBe('emergency');
  expect(trace.keywords).toMatchObject([{ word: '着火', inForce: true, won: false }]);
});

it('says nothing of an account that there is not, and of what nobody answers', async () => {
  const { router } = await supplied();
  const inbound = aTextMessage({ content: '你好' });
  expect(router.trace({ id: 'm', account: 'nowhere', inbound }, aSnapshot(), monday)).toBeNull();
  const silent = { id: 'm', account: 'renshe', inbound: pushes.unsubscribe };
  expect(router.trace(silent, aSnapshot(), monday)).toBeNull();
});

describe('conflicts', () => {
  const find = async (...rules: Keyword[]) =>
    findConflicts(await routerWith(...rules), 'renshe', rules, monday);

  it('finds a word that another keyword, or another responder, answers', async () => {
    const rules = [
      aRule({ exact: ['几号放假', '放假安排'] }),
      aRule({ exact: ['放假安排', '进度'] }),
      aRule({ contains: ['放假安排'], priority: 90 }),
    ];
    const found = await find(...rules);
    expect(found).toMatchObject([
      {
        ...{ keyword: rules[1], unreachable: true },
        lost: [
          { word: '放假安排', byKeyword: rules[0], by: { responder: 'keyword' } },
          { word: '进度', byKeyword: null, by: { responder: 'command' } },
        ],
      },
      { keyword: rules[2], unreachable: true, lost: [{ byKeyword: rules[0] }] },
    ]);
  });

  it('judges a rule at its own hours and dates, and leaves out what is over or off', async () => {
    const found = await find(
      aRule({ exact: ['夜里放假'], between: { from: '22:00', to: '06:00' } }),
      aRule({ exact: ['春节放假'], dates: { from: '2027-02-01', to: '2027-02-10' } }),
      aRule({ exact: ['进度'], dates: { from: '2025-01-01', to: '2025-02-01' } }),
      aRule({ exact: ['进度'], enabled: false }),
      aRule({ pattern: '^进度$' }),
    );
    expect(found).toEqual([]);
  });

  it('finds none among the supplied keywords', async () => {
    const { content, router } = await supplied();
    for (const [unit, keywords] of content.keywords) {
      const found = findConflicts(router, unit, keywords, monday);
      expect([unit, found.map(({ lost }) => lost)]).toEqual([unit, []]);
    }
  });
});
