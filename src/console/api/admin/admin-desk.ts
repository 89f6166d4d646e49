import type { RecordAudit } from '../../../audit/audit-row';
import type { Database, Queryable } from '../../../database/database';
import type { MenuFile } from '../../../menus/schema';
import type { Clock } from '../../../platform/clock';
import type { QueryHealth } from '../../../queries/query-health';
import type { RoutingContent } from '../../../routing/content';
import type { QueryRouter } from '../../../routing/router';
import type { Trace } from '../../../routing/trace-answer';
import type { Unit } from '../../../units/schema';

/** Something wrong with a file that is not live because of it. */
export interface FileFault {
  /** As shown to a person: `menus/renshe.yaml` */
  file: string;
  line: number | null;
  column: number | null;
  message: string;
  remedy: string | null;
}

/** What the callback would answer; `reply` as WeChat gets it. */
export interface TriedMessage extends Trace {
  text: string;
  reply:
    | { kind: 'text'; text: string }
    | { kind: 'news'; articles: readonly { title: string; description: string; url: string }[] }
    | { kind: string };
  xml: string;
}

/** What the pages of admins stand on. */
export interface AdminDesk {
  database: Database;
  /** Reads within the walls of who asks. */
  reads: Queryable;
  clock: Clock;
  recordAudit: RecordAudit;
  /** The files that are live, with what is switched off. */
  content(): { version: string; routing: RoutingContent; menus: ReadonlyMap<string, MenuFile> };
  /** As citizens meet it: without what is switched off. */
  router(): Pick<QueryRouter, 'trace' | 'candidates'>;
  /** By the live path's own functions; null where the account is not known. */
  tryMessage(unit: Unit, text: string, now: Date): TriedMessage | null;
  /** Why newer files are not live. */
  faults(): readonly FileFault[];
  /** How the queries of some units do in this process. */
  queryHealth(units: ReadonlySet<string>): QueryHealth[];
}
