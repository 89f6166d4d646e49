import type { AddressInfo } from 'node:net';
import http from 'node:http';
import { once } from 'node:events';
import { Registry } from 'prom-client';
import type { Handled, Handler } from '../../src/callback/handler';
import { composeQueries, type Queries } from '../../src/compose-queries';
import { createListener } from '../../src/create-listener';
import type { ContentSet } from '../../src/content/load-content';
import type { Database } from '../../src/database/database';
import { maskInbound } from '../../src/messages/mask-inbound';
import { systemTimer, type Timer } from '../../src/platform/deadline';
import { createLogger, type Logger } from '../../src/platform/logger';
import { createBlindIndex } from '../../src/privacy/blind-index';
import { createSealer } from '../../src/privacy/sealer';
import { importSampleTables } from '../../src/queries/sources/table/sample-tables';
import { createRouter } from '../../src/routing/router';
import type { RoutingContent } from '../../src/routing/content';
import type { Inbound } from '../../src/wechat/inbound';
import { aPush, aTextMessage } from './builders';
import { createCallback, SECRET_KEY } from './callback';
import type { FixedClock } from './clock';

/** The callback, the supplied queries on sample data, and the pages, in one process. */
export interface QueryProduct {
  handler: Handler;
  queries: Queries;
  registry: Registry;
  url: string;
  /** Hands one message over. */
  handle(account: string, openid: string, inbound: Inbound): Promise<Handled>;
  /** One message of a citizen. @returns the text of the passive reply; empty for none */
  say(account: string, openid: string, content: string | Inbound): Promise<string>;
  stop(): Promise<void>;
}

export interface QueryProductOptions {
  database: Database;
  content: ContentSet;
  clock: FixedClock;
  /** In place of the supplied queries; given the origin of this product. */
  queries?: (url: string) => RoutingContent['queries'];
  timer?: Timer;
  logger?: Logger;
  /** A unit's own system, at the origin that trial mode allows: answers below `/backend/`. */
  backend?: http.RequestListener;
  /** False: as in production, where sample data is no data. */
  trial?: boolean;
}

export async function startQueryProduct(options: QueryProductOptions): Promise<QueryProduct> {
  const { database, content, clock } = options;
  const logger = options.logger ?? createLogger('silent');
  const registry = new Registry();
  const { units } = content.routing;
  const server = http.createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const declared = options.queries?.(url) ?? content.routing.queries;
  const routing = { ...content.routing, queries: declared };
  const router = createRouter(routing, (query) => queries.isOffered(query));
  const { tables, schedules } = content;
  const live = () => ({ router, units, tables, schedules });
  const queries: Queries = composeQueries({
    config: {
      trial: options.trial ?? true,
      publicUrl: url,
      outboundPrivateAllow: [],
      querySecrets: new Map(),
    },
    secretKey: SECRET_KEY,
    apiBase: url,
    database,
    clock,
    logger,
    registry,
    live,
  });
  const pages = createListener(logger, false, [queries.routes]);
  server.on('request', (request, response) => {
    const isBackend = request.url?.startsWith('/backend/') && options.backend;
    if (isBackend) options.backend!(request, response);
    else void pages(request, response);
  });
  const { handler } = createCallback({
    database,
    clock,
    units,
    route: (message, snapshot, now) => router.route(message, snapshot, now),
    answerDeferred: queries.answerDeferred,
    pages: queries.pages,
    timer: options.timer ?? systemTimer,
  });
  await queries.refresh();
  const handle = (account: string, openid: string, given: Inbound) => {
    const { masked, original } = maskInbound({ ...given, openid });
    return handler.handle(aPush({ account, inbound: masked, original, receivedAt: clock.now() }));
  };
  return {
    handler,
    queries,
    registry,
    url,
    handle,
    async say(account, openid, content) {
      const handled = await handle(
        account,
        openid,
        typeof content === 'string' ? aTextMessage({ content }) : content,
      );
      return handled.reply.kind === 'text' ? handled.reply.text : '';
    },
    async stop() {
      await queries.close();
      await handler.drain();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Brings the sample tables in, as trial mode does. */
export async function bringSamples(
  database: Database,
  content: ContentSet,
  clock: FixedClock,
): Promise<void> {
  const declared = [...content.tables].flatMap(([unit, tables]) => {
    const own = content.routing.queries.filter((query) => query.unit === unit);
    return tables.map((table) => ({ unit, table, sources: own.map(({ source }) => source) }));
  });
  const keys = { sealer: createSealer(SECRET_KEY), blindIndex: createBlindIndex(SECRET_KEY) };
  const failed = await importSampleTables({ database, clock, ...keys }, declared);
  if (failed.length > 0) throw new Error(`sample data does not fit: ${failed.join('、')}`);
}
