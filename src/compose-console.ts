/** Builds the staff console's API: the table of endpoints and the routes that serve it. */
import path from 'node:path';
import type Router from '@koa/router';
import type { RecordAudit } from './audit/audit-row';
import type { ChainKey } from './audit/chain';
import { adminEndpoints, type Admin } from './compose-admin';
import { caseWorkEndpoints, citizenEndpoints } from './compose-case-work';
import { isCadreReport } from './cases/cadre-reports/list-cadre-reports';
import { isMessageInScope } from './cases/case-store';
import type { LifeCyclePorts } from './cases/life-cycle/ports';
import { createFoldText } from './cases/search/fold-text';
import { phraseEndpoints } from './compose-phrases';
import { exportFiles, reportEndpoints, reportJobs } from './compose-reports';
import { createAccountEndpoints } from './console/api/account-endpoints';
import { createAttachmentRoutes } from './console/api/attachments/file-routes';
import { createPictureRoutes } from './console/api/attachments/picture-routes';
import { rowScopeOf, type Caller } from './console/api/caller';
import type { CaseDesk } from './console/api/cases/case-desk';
import { createCaseEndpoints } from './console/api/cases/case-endpoints';
import { createDeliveryEndpoints } from './console/api/cases/delivery-endpoints';
import { createDocsRoutes } from './console/api/docs-page';
import { withDocument } from './console/api/document-endpoint';
import type { Endpoint } from './console/api/endpoint';
import type { LiveConnections } from './console/api/live/live-connections';
import { createLiveEndpoints } from './console/api/live/live-endpoints';
import { createMenuEndpoints, type MenuDeskFor } from './console/api/menu-endpoints';
import { createNoticeEndpoints, type NoticeDesk } from './console/api/notice-endpoints';
import { createApiRoutes, identify, type ServeParts } from './console/api/serve-endpoints';
import { createStaffEndpoints } from './console/api/staff-endpoints';
import { createUnitEndpoints } from './console/api/unit-endpoints';
import { createConsolePages } from './console/serve-console';
import type { ContentSet } from './content/load-content';
import type { Database } from './database/database';
import { createScopedReads, type ScopedReads } from './database/scoped-reads';
import { listMedia, type MediaView } from './media/media-rows';
import { createMediaRoutes, type Authorisation } from './media/media-routes';
import type { MediaStore } from './media/media-store';
import { createMenuAudit } from './menus/record-menu-audit';
import type { Clock } from './platform/clock';
import { AppError } from './platform/errors';
import type { Logger } from './platform/logger';
import { findPackageRoot } from './platform/package-root';
import type { StaffParts } from './staff/staff-parts';
import type { WechatApi } from './wechat/api/wechat-api';

export interface ConsoleParts {
  database: Database;
  /** False: the database has no second wall between units. */
  secondWall: boolean;
  clock: Clock;
  logger: Logger;
  staff: { parts: StaffParts; recordAudit: RecordAudit; chainKeys: readonly ChainKey[] };
  cases: LifeCyclePorts;
  media: { store: MediaStore; transcoder: { isAvailable(): Promise<boolean> } };
  /** The API client of each account. */
  apis: ReadonlyMap<string, WechatApi>;
  /** Open pages. */
  live: LiveConnections;
  notices: NoticeDesk;
  /** The origin that people reach; the session cookie is for HTTPS only exactly when this is. */
  publicUrl: string;
  /** What the pages of admins read. */
  admin: Pick<Admin, 'desk' | 'ports' | 'showsDocs'>;
  /** The files that are live. */
  content(): Pick<ContentSet, 'routing' | 'menus' | 'schedules' | 'limits' | 'words'>;
}

export interface Console {
  endpoints: readonly Endpoint[];
  routes: readonly Router[];
  /** What the console's own work needs done in the background. */
  jobs: ReturnType<typeof reportJobs>;
}

/** Nothing runs before a request comes. */
export function composeConsole(parts: ConsoleParts): Console {
  const units = (): string[] => [...parts.content().routing.units.keys()];
  const staff = parts.staff.parts;
  const reads = createScopedReads(parts.database, parts.secondWall);
  const serving: ServeParts = {
    ...{ database: parts.database, clock: parts.clock, logger: parts.logger },
    ...{ staff, units, readAs: reads.run },
    secureCookies: new URL(parts.publicUrl).protocol === 'https:',
  };
  const desk: CaseDesk = {
    database: reads.database,
    ports: parts.cases,
    deliveryAudit: { record: parts.staff.recordAudit },
    foldText: createFoldText(),
    calendar: () => parts.content(),
    canTranscode: () => parts.media.transcoder.isAvailable(),
  };
  const endpoints = withDocument([
    ...createAccountEndpoints(staff, units),
    ...createUnitEndpoints(() => parts.content().routing),
    ...createCaseEndpoints(desk),
    ...caseWorkEndpoints(desk, staff, parts.admin.desk.router),
    ...citizenEndpoints(desk, parts),
    ...createDeliveryEndpoints(desk),
    ...createMenuEndpoints(menuDesks(parts), () => parts.admin.desk.faults()),
    ...adminEndpoints(parts.admin, parts.staff, reads.database),
    ...createStaffEndpoints(staff),
    ...phraseEndpoints({ ...parts, database: reads.database }),
    ...reportEndpoints(desk, parts),
    ...createLiveEndpoints({ ...parts, connections: parts.live }),
    ...createNoticeEndpoints(parts.notices),
  ]);
  return {
    endpoints,
    routes: [
      ...(parts.admin.showsDocs ? [createDocsRoutes(endpoints, serving)] : []),
      createAttachmentRoutes({ desk, store: parts.media.store, serving }),
      createPictureRoutes({ desk, store: parts.media.store, serving }),
      createApiRoutes(endpoints, serving),
      fileRoutes(parts, reads, serving),
      exportFiles(desk, parts, serving),
      createConsolePages(path.join(findPackageRoot(), 'dist', 'console')),
    ],
    jobs: reportJobs(desk, parts),
  };
}

/** Each person works on menus in their own name. */
function menuDesks(parts: ConsoleParts): MenuDeskFor {
  const { database, clock, logger, apis } = parts;
  return (actor) => ({
    ...{ database, clock, logger },
    content: () => parts.content(),
    apiOf: (unit) => apis.get(unit) ?? null,
    audit: createMenuAudit(parts.staff.recordAudit, actor),
  });
}

/** Citizens' files, for who may see a case, or a report against a cadre, that holds them. */
function fileRoutes(
  { media }: ConsoleParts,
  { database, run }: ScopedReads,
  serving: ServeParts,
): Router {
  return createMediaRoutes<Caller>({
    store: media.store,
    async authorise(ctx): Promise<Authorisation<Caller>> {
      try {
        return { kind: 'signed_in', scope: await identify(ctx, 'case.read', serving) };
      } catch (error) {
        if (error instanceof AppError) return { kind: 'not_signed_in' };
        throw error;
      }
    },
    find: (caller, account, messageId): Promise<MediaView | null> =>
      run(rowScopeOf(caller), async () => {
        const { scope } = caller;
        const mayRead =
          (await isMessageInScope(database, scope, account, messageId)) ||
          (await isCadreReport(database, scope, account, messageId));
        if (!mayRead) return null;
        const [file] = await listMedia(database, account, [messageId]);
        return file ?? null;
      }),
  });
}
