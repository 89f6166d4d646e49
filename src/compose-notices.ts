/** Builds what tells staff, group robots and other systems of cases. */
import type { EscalationNotices } from './cases/clock/escalate-cases';
import type { NoticeDesk } from './console/api/notice-endpoints';
import type { Config } from './content/config';
import type { ContentSet } from './content/load-content';
import type { Database } from './database/database';
import { createEscalationNotices } from './notices/escalation-notices';
import { followChanges } from './notices/follow-changes';
import { pruneNotices } from './notices/notice-store';
import { pruneOutbound } from './notices/outbound/outbound-store';
import { createPost } from './notices/outbound/post';
import { sendOutbound } from './notices/outbound/send-outbound';
import { listTargets } from './notices/outbound/targets';
import { tellWaitingSteps } from './notices/waiting-steps';
import type { Clock } from './platform/clock';
import { createGuardedDispatcher, systemResolve } from './platform/guarded-dispatcher';
import { createOutboundPolicy } from './platform/outbound-policy';

export interface NoticeParts {
  config: Pick<Config, 'outboundPrivateAllow' | 'notifySecrets'>;
  database: Database;
  clock: Clock;
  /** The files that are live. */
  content: () => Pick<ContentSet, 'notify' | 'schedules'>;
}

export interface Notices {
  /** What the console's endpoints take. */
  desk: NoticeDesk;
  /** For deadlines that come near. */
  escalations: EscalationNotices;
  /** For the schedule. */
  jobs: {
    followChanges(): Promise<number>;
    tellWaitingSteps(): Promise<number>;
    sendOutbound(): Promise<number>;
    pruneNotices(): Promise<void>;
  };
  /** Closes connections to robots and other systems. */
  stop(): Promise<void>;
}

/** Nothing runs before its jobs are called. */
export function composeNotices({ config, database, clock, content }: NoticeParts): Notices {
  const policy = createOutboundPolicy(config.outboundPrivateAllow, null);
  const dispatcher = createGuardedDispatcher(policy, systemResolve);
  const targets = () => listTargets(content().notify, config.notifySecrets);
  const parts = { database, clock, targets, post: createPost(dispatcher, policy) };
  return {
    desk: parts,
    escalations: createEscalationNotices(clock, targets),
    jobs: {
      followChanges: () => followChanges(parts),
      tellWaitingSteps: () => tellWaitingSteps(database, { clock, schedules: content().schedules }),
      sendOutbound: () => sendOutbound(parts),
      async pruneNotices() {
        await pruneNotices(database, clock.now());
        await pruneOutbound(database, clock.now());
      },
    },
    stop: () => dispatcher.close(),
  };
}
