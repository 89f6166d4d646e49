import type { Endpoint } from '../endpoint';
import type { AdminDesk } from './admin-desk';
import { createItemReportEndpoints } from './item-report-endpoints';
import { createKeywordEndpoints } from './keyword-endpoints';
import { createMatrixEndpoint } from './matrix-endpoint';
import { createQueryEndpoints } from './query-endpoints';
import { createSwitchEndpoints } from './switch-endpoints';
import { createSystemEndpoint, type SystemReport } from './system-endpoint';
import { createTroubleEndpoint } from './trouble-endpoint';

export interface AdminPorts {
  /** Whether an account is configured here. */
  configured(unit: string): boolean;
  readSystem(): Promise<SystemReport>;
}

/** What admins read of accounts, files and the system, and what they switch off. */
export function createAdminEndpoints(desk: AdminDesk, ports: AdminPorts): Endpoint[] {
  return [
    createMatrixEndpoint(desk, (unit) => ports.configured(unit)),
    ...createKeywordEndpoints(desk),
    ...createQueryEndpoints(desk),
    ...createSwitchEndpoints(desk),
    ...createItemReportEndpoints(desk),
    createSystemEndpoint(() => ports.readSystem()),
    createTroubleEndpoint(desk.reads),
  ];
}
