/** Builds the staff console's API: the table of endpoints and the routes that serve it. */
import type Router from '@koa/router';
import { createAccountEndpoints } from './console/api/account-endpoints';
import { withDocument } from './console/api/document-endpoint';
import type { Endpoint } from './console/api/endpoint';
import { createApiRoutes, type ServeParts } from './console/api/serve-endpoints';
import type { ContentSet } from './content/load-content';
import type { Database } from './database/database';
import type { Clock } from './platform/clock';
import type { Logger } from './platform/logger';
import type { StaffParts } from './staff/staff-parts';

export interface ConsoleParts {
  database: Database;
  clock: Clock;
  logger: Logger;
  staff: StaffParts;
  /** The origin that people reach; the session cookie is for HTTPS only exactly when this is. */
  publicUrl: string;
  /** The files that are live. */
  content(): ContentSet;
}

export interface Console {
  endpoints: readonly Endpoint[];
  routes: readonly Router[];
}

/** Nothing runs before a request comes. */
export function composeConsole(parts: ConsoleParts): Console {
  const units = (): string[] => [...parts.content().routing.units.keys()];
  const serving: ServeParts = {
    ...parts,
    units,
    secureCookies: new URL(parts.publicUrl).protocol === 'https:',
  };
  const endpoints = withDocument(createAccountEndpoints(parts.staff, units));
  return { endpoints, routes: [createApiRoutes(endpoints, serving)] };
}
