import { destroyDataKeys } from '../../src/audit/data-keys';
import { Client } from 'pg';
import { eraseCases } from '../../src/cases/erase-cases';
import { listOpenCases } from '../../src/cases/list-open-cases';
import type { Database } from '../../src/database/database';
import { eraseDelivery } from '../../src/delivery/erase-delivery';
import { eraseMedia, removeFiles } from '../../src/media/erase-media';
import { eraseQueries } from '../../src/queries/identity/erase-queries';
import type { MediaStore } from '../../src/media/media-store';
import { eraseCitizens, type ErasureReport } from '../../src/messages/erasure/erase-citizens';
import { maskInbound } from '../../src/messages/mask-inbound';
import type { Clock } from '../../src/platform/clock';
import { createLogger, type Logger } from '../../src/platform/logger';
import type { RoutedMessage, Snapshot } from '../../src/routing/decision';
import type { Inbound } from '../../src/wechat/inbound';
import { aMessageId, anAnswer, aPush, aTextMessage } from '../support/builders';
import { createCallback, type CallbackUnderTest } from '../support/callback';
import type { FixedClock } from '../support/clock';
import type { TestDatabase } from '../support/database';

/** A citizen of the callback: what they send goes the whole way into the database. */
export interface TestCitizen {
  openid: string;
  say(content: string): Promise<string>;
  send(inbound: Inbound): Promise<string>;
  follow(): Promise<string>;
  unfollow(): Promise<string>;
  /** WeChat tells that this citizen took back what they had allowed. */
  revoke(event?: string): Promise<string>;
}

/** 投诉… opens a case or joins the open one; a question is asked for everything else; the rest is answered. */
function route({ inbound }: RoutedMessage, snapshot: Snapshot) {
  if (inbound.kind === 'unsubscribe') return anAnswer('', { follow: 'unfollowed' });
  if (inbound.kind === 'subscribe') return anAnswer('欢迎', { follow: 'followed' });
  const known = snapshot.cases[0];
  const isComplaint = inbound.kind === 'text' && inbound.content.startsWith('投诉');
  if (isComplaint && known && !known.answeredAt) {
    const joined = { caseId: known.id, urgent: false, needsJudgement: false };
    return anAnswer('已补充', { case: { kind: 'join', ...joined } });
  }
  if (isComplaint) {
    const opened = { unit: 'renshe', urgent: false, restricted: false };
    return anAnswer('已受理', { case: { kind: 'open', ...opened }, receipt: true });
  }
  return anAnswer('您是不是想问社保卡？', {
    question: { set: { kind: 'describe_matter' }, validForMs: 600_000 },
    shownItem: { ref: 'renshe.card', candidates: [] },
  });
}

export function createErasureBench(database: Database, clock: FixedClock) {
  const callback = createCallback({ database, clock, route });
  let count = 0;
  return {
    callback,
    aCitizen(account = 'renshe'): TestCitizen {
      count += 1;
      return citizenOf(callback, clock, account, `oErasure${String(count).padStart(20, 'Z')}`);
    },
  };
}

function citizenOf(
  { pipeline }: CallbackUnderTest,
  clock: FixedClock,
  account: string,
  openid: string,
): TestCitizen {
  const pushed = () => ({
    openid,
    accountOriginalId: 'gh_0123456789ab',
    sentAtSeconds: Math.floor(clock.now().getTime() / 1000),
  });
  const send = async (inbound: Inbound): Promise<string> => {
    clock.advance(1000);
    const { masked, original } = maskInbound(inbound);
    const dedupeKey = `m:${aMessageId()}`;
    const push = { account, receivedAt: clock.now(), inbound: masked, original, dedupeKey };
    return (await pipeline.receive(aPush(push))).messageId;
  };
  return {
    openid,
    send: (inbound) => send({ ...inbound, ...pushed() }),
    say: (content) => send({ ...aTextMessage({ content }), ...pushed() }),
    follow: () => send({ kind: 'subscribe', ...pushed() }),
    unfollow: () => send({ kind: 'unsubscribe', ...pushed() }),
    revoke: (event = 'user_authorization_revoke') =>
      send({
        kind: 'other_event',
        ...pushed(),
        openid: 'oSystemAccount0000000000000A',
        event,
        fields: { OpenID: openid, UnionID: `u-${openid}`, RevokeInfo: '205' },
      }),
  };
}

export function erase(
  database: Database,
  store: MediaStore,
  clock: Clock,
  options: { dryRun?: boolean; logger?: Logger; beforeMedia?: () => Promise<void> } = {},
): Promise<ErasureReport> {
  return eraseCitizens({
    database,
    clock,
    logger: options.logger ?? createLogger('silent'),
    afterDays: 30,
    dryRun: options.dryRun ?? false,
    ports: {
      listOpenCases,
      eraseCases,
      eraseDelivery,
      eraseQueries,
      destroyDataKeys,
      eraseMedia: async (...given) => {
        await options.beforeMedia?.();
        return eraseMedia(...given);
      },
      removeFiles: (files) => removeFiles(database, store, files),
    },
  });
}

/** Every row of every table as text, as a dump would have it. */
export async function dump(test: TestDatabase): Promise<string> {
  const owner = new Client({ connectionString: test.ownerUrl });
  await owner.connect();
  try {
    const { rows: tables } = await owner.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
    );
    const parts = [];
    for (const { name } of tables) {
      const { rows } = await owner.query<{ row: string }>(
        `select row_to_json(t)::text as row from ${name} t order by 1`,
      );
      parts.push(`-- ${name}`, ...rows.map(({ row }) => row));
    }
    return parts.join('\n');
  } finally {
    await owner.end();
  }
}
