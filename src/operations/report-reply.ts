import type { Logger } from '../platform/logger';
import type { Metrics } from './metrics';

/** What was stored in reply to a push. `duty`: a person must be told at once. */
export interface StoredReply {
  account: string;
  responder: string;
  duty: { level: string; emergency: string } | undefined;
  caseNumber: string | null;
}

/** Counts a reply, and says aloud where somebody must look at once. */
export function reportReply(
  { account, responder, duty, caseNumber }: StoredReply,
  metrics: Pick<Metrics, 'countReply' | 'countDuty'>,
  logger: Pick<Logger, 'warn'>,
): void {
  metrics.countReply(account, responder);
  if (!duty) return;
  metrics.countDuty(account, duty.level);
  logger.warn({ account, duty, caseNumber }, 'somebody must look at this at once');
}
