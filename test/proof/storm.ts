/** One message posted many times at once, and one citizen writing many things at once, over two processes. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Agent } from 'undici';
import { textPush } from '../../src/simulator/pushes';
import { createServedDatabase } from '../support/served-database';
import { startServing, type ServingOptions } from '../support/serving-process';
import { makeAccounts } from '../support/seven-accounts';
import { aStory } from '../support/sentences';
import { aPushed, postPushed, type PostAnswer, type Pushed } from '../support/wechat-side';

const AT_ONCE = 20;

export interface StormOptions {
  /** How often each of the two storms is raised, with other citizens each time. */
  rounds: number;
  entry: ServingOptions['entry'];
  report(line: string): void;
}

/** What came of it: for each round, things that should be 1 or true. */
export interface StormResult {
  samePosts: { rows: number; cases: number; replies: number; answered: number }[];
  manyMessages: { rows: number; cases: number; joined: number; answered: number }[];
}

/** Starts two processes on one database and raises both storms in each round. */
export async function runStorm(options: StormOptions): Promise<StormResult> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhijian-storm-'));
  const served = await createServedDatabase();
  const accounts = makeAccounts('storm');
  const start = (name: string) =>
    startServing({
      dataDir: path.join(folder, name),
      accounts,
      entry: options.entry,
      env: served.env,
    });
  const first = await start('one');
  const second = await start('two');
  const dispatcher = new Agent({ connections: 2 * AT_ONCE });
  const postAll = (posts: readonly Pushed[]): Promise<PostAnswer[]> =>
    Promise.all(
      posts.map((pushed, n) =>
        postPushed({ base: (n % 2 ? first : second).base, dispatcher }, pushed),
      ),
    );
  const count = async (openid: string) => {
    const [row] = await served.database.query<{ rows: number; cases: number; joined: number }>(
      `select count(m.id)::int as rows, count(m.case_id)::int as joined,
         (select count(*)::int from cases k where k.account = c.account and k.citizen_id = c.id) as cases
       from citizens c join messages m on m.account = c.account and m.citizen_id = c.id
       where c.openid = $1 group by c.account, c.id`,
      [openid],
    );
    return row ?? { rows: 0, cases: 0, joined: 0 };
  };
  const result: StormResult = { samePosts: [], manyMessages: [] };
  try {
    for (let round = 0; round < options.rounds; round++) {
      const account = accounts[round % accounts.length]!;
      const same = aPushed(account, openidOf('Same', round), textPush(aStory(round)));
      const answers = await postAll(Array.from({ length: AT_ONCE }, () => same));
      const { rows, cases } = await count(same.openid);
      result.samePosts.push({ rows, cases, ...tally(answers) });

      const openid = openidOf('Many', round);
      const many = Array.from({ length: AT_ONCE }, (_, n) =>
        aPushed(account, openid, textPush(aStory(n))),
      );
      const { answered } = tally(await postAll(many));
      result.manyMessages.push({ ...(await count(openid)), answered });
      options.report(`storm ${round + 1} of ${options.rounds}`);
    }
    await Promise.all([first.stop(), second.stop()]);
    return result;
  } finally {
    await Promise.all([first.kill(), second.kill()]);
    await dispatcher.close();
    await served.drop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** How many got 200, and how many different replies there were, CreateTime included. */
function tally(answers: readonly PostAnswer[]): { answered: number; replies: number } {
  const good = answers.filter((answer) => answer.kind === 'answered' && answer.status === 200);
  const replies = new Set(good.map((answer) => (answer.kind === 'answered' ? answer.reply : '')));
  return { answered: good.length, replies: replies.size };
}

function openidOf(what: string, n: number): string {
  return `oStorm${what}${String(n).padStart(18, '0')}`;
}
