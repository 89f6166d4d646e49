/** Builds citizens' pages: a case's progress, service items, the notice on personal data, counted links. */
import type Router from '@koa/router';
import type { RecordAudit } from './audit/audit-row';
import { createTakeInMessages } from './cases/take-in-messages';
import { changeConsents, rateCase, withdrawCase } from './cases/for-citizens/act-on-case';
import { addSupplement } from './cases/for-citizens/add-supplement';
import { findProgress, type CaseProgress } from './cases/for-citizens/read-progress';
import { parseCaseNumber } from './cases/case-number';
import { explainCase } from './cases/clock/explain-case';
import type { LifeCyclePorts } from './cases/life-cycle/ports';
import { createCodeDigest, findByQueryCode } from './cases/query-code';
import { signInPorts, type SignInSources } from './compose-sign-in';
import type { Config } from './content/config';
import type { Database } from './database/database';
import { markViewed } from './delivery/delivery-actions';
import { createClickCounter } from './items/click-counter';
import { reportItem } from './items/reports/item-reports';
import { createNormalise } from './items/search/normalise';
import type { LiveFiles } from './live-content';
import { findSentFile } from './media/find-sent-file';
import { filePicture, keepCitizensPicture } from './media/keep-citizens-picture';
import type { MediaStore } from './media/media-store';
import { createAbsentRoutes } from './pages/absent-routes';
import { createItemLinkRoutes } from './pages/item-link-routes';
import { createItemRoutes } from './pages/items/item-routes';
import { createPrivacyRoutes } from './pages/privacy/privacy-routes';
import { createFindRoutes } from './pages/progress/find-routes';
import type { ProgressDesk, ShownPicture } from './pages/progress/progress-desk';
import type { ProgressLinks } from './pages/progress/progress-links';
import { createProgressRoutes, type ProgressRoutesParts } from './pages/progress/progress-routes';
import { createProofs } from './pages/proofs';
import { createSignInRoutes } from './pages/sign-in/sign-in-routes';
import { createStyleRoutes } from './pages/style-routes';
import type { Clock } from './platform/clock';
import { AppError } from './platform/errors';
import type { Logger } from './platform/logger';
import { createBlindIndex } from './privacy/blind-index';
import { createSealer } from './privacy/sealer';
import { countTry } from './queries/identity/tries-store';

export interface PagesParts {
  config: Pick<Config, 'publicUrl'>;
  secretKey: string;
  database: Database;
  clock: Clock;
  logger: Logger;
  live: Pick<LiveFiles, 'units' | 'items' | 'router' | 'retention' | 'content'>;
  cases: LifeCyclePorts;
  progress: ProgressLinks;
  recordAudit: RecordAudit;
  media: { store: MediaStore };
  /** Origin of WeChat's API, or of the simulator. */
  apiBase: string;
  delivery: SignInSources['delivery'];
}

export interface Pages {
  routes: readonly Router[];
  /** Writes the counted clicks. */
  flushClicks(): Promise<void>;
}

/** A day's tries of one number, and of one address: a whole village may share one. */
const TRIES_OF_A_NUMBER = 10;
const TRIES_OF_AN_ADDRESS = 60;
/** What one case takes, and what one address reports, in a day. */
const SUPPLEMENTS_A_DAY = 20;
const REPORTS_A_DAY = 10;

/** Nothing runs before a request comes. */
export function composePages(parts: PagesParts): Pages {
  const { config, database, clock, logger, live } = parts;
  const secureCookies = config.publicUrl.startsWith('https:');
  const clicks = createClickCounter(database, clock);
  const onError = (error: unknown): void => logger.error({ err: error }, 'a page failed');
  const units = () => live.units;
  const sealer = createSealer(parts.secretKey);
  const proofs = createProofs(sealer, clock, secureCookies);
  const progress: ProgressRoutesParts = {
    ...{ units, clock, onError },
    desk: createDesk(parts),
    links: parts.progress,
    proofs,
    signInPath: (account, back) =>
      parts.delivery.may(account, 'web_authorization')
        ? `/p/sign-in/${account}?back=${encodeURIComponent(back)}`
        : null,
  };
  const count = createCounter(parts);
  return {
    routes: [
      createItemLinkRoutes({
        findItem: (ref) => live.items.get(ref),
        onClick: (unit, item) => clicks.add(unit, item),
      }),
      createStyleRoutes(secureCookies),
      createFindRoutes(progress),
      createProgressRoutes(progress),
      createSignInRoutes({
        ...{ units, clock, onError, proofs, sealer, secureCookies },
        ...signInPorts(parts),
      }),
      createItemRoutes({
        ...{ units, clock, onError, normalise: createNormalise() },
        items: () => [...live.items.values()],
        async report(report, address) {
          await count('item report', address, REPORTS_A_DAY, '今天的反馈已经很多了，请明天再发。');
          await reportItem(database, report, clock.now());
        },
      }),
      createPrivacyRoutes({
        ...{ units, onError },
        queries: () => live.router.listQueries(),
        periods: () => ({
          afterUnfollowDays: live.retention.afterUnfollowDays,
          auditDays: live.content.staff.auditDays,
        }),
      }),
      createAbsentRoutes(),
    ],
    flushClicks: () => clicks.flush(),
  };
}

function createDesk(parts: PagesParts): ProgressDesk {
  const { database, clock, cases, media, live } = parts;
  const sealer = createSealer(parts.secretKey);
  const digest = createCodeDigest(createBlindIndex(parts.secretKey));
  const count = createCounter(parts);
  const takeIn = createTakeInMessages(cases);
  return {
    find: (caseId) => findProgress(database, caseId),
    explain: (number) => explainCase(database, live.content, null, number),
    async markViewed({ id: caseId, citizenId }) {
      const actor = { kind: 'citizen', id: citizenId ?? 'citizen', name: null, ip: null } as const;
      const audit = { record: parts.recordAudit };
      await markViewed(database, audit, { caseId, actor, at: clock.now() });
    },
    findPicture: (found, place) => findPicture(parts, found, place),
    async supplement({ id, number }, { text, picture, key }) {
      await count(
        'supplement',
        id,
        SUPPLEMENTS_A_DAY,
        '今天补充得很多了，请明天再发，或者打电话。',
      );
      const file = picture && (await keepCitizensPicture(media.store, picture));
      await addSupplement(
        database,
        { clock, sealer, takeIn },
        {
          ...{ number, text, key },
          keepPicture: file && ((tx, message) => filePicture(tx, media.store, file, message)),
        },
      );
    },
    rate: ({ number, round }, given) => rateCase(database, cases, number, round, given),
    withdraw: ({ number }) => withdrawCase(database, cases, number),
    changeConsents: ({ number }, given) => changeConsents(database, cases, number, given),
    async checkCode(typed, code, address) {
      const number = parseCaseNumber(typed) ?? typed.slice(0, 24);
      const now = clock.now();
      const index = createBlindIndex(parts.secretKey);
      const own = await countTry(database, [index('code of', number)], TRIES_OF_A_NUMBER, now);
      const all = await countTry(database, [index('code by', address)], TRIES_OF_AN_ADDRESS, now);
      if (!own || !all) return { kind: 'too_many' };
      const caseId = await findByQueryCode(database, digest, number, code);
      return caseId === null ? { kind: 'wrong' } : { kind: 'right', caseId };
    },
  };
}

/** Counts what somebody does in a day. */
function createCounter({ database, clock, secretKey }: PagesParts) {
  const index = createBlindIndex(secretKey);
  return async (what: string, who: string, limit: number, sentence: string): Promise<void> => {
    const isFine = await countTry(database, [index(what, who)], limit, clock.now());
    if (!isFine) throw new AppError('too_many_requests', sentence);
  };
}

async function findPicture(
  { database, media }: PagesParts,
  { account, answers }: CaseProgress,
  place: number,
): Promise<ShownPicture | null> {
  const sha256 = answers.at(-1)?.pictures[place];
  const file = sha256 === undefined ? null : await findSentFile(database, account, sha256);
  return file && { ...file, open: () => media.store.open(sha256!) };
}
