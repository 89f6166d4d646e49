/**
 * Look, decide, write: pushes are taken in batches, one a citizen, and each batch is one read and
 * one commit. What a push was answered is stored in that commit, before WeChat hears of it.
 */
import type { Database } from '../database/database';
import {
  isDatabaseUnavailable,
  isDataError,
  isRetryable,
  violatedConstraint,
} from '../database/database-errors';
import type { Clock } from '../platform/clock';
import { AppError } from '../platform/errors';
import type { Logger } from '../platform/logger';
import { Sequencer } from '../platform/sequencer';
import type { Router } from '../routing/router';
import type { Unit } from '../units/schema';
import { decideJob } from './decide';
import type { Answered, FinishJob, FinishOutcome, Job, Planned, Push, ReceiveOutcome } from './job';
import { lookUp, type Look } from './look';
import { writeBatch, type WriteContext, type WritePorts, type Written } from './write';

/** How long one attempt may take before somebody else may take it over. */
export const LEASE_MS = 6000;
const MAX_BATCH = 64;
/** Batches under way at once: one is written while the next is looked up. */
const MAX_ACTIVE = 2;
const MAX_LOSSES = 50;

export interface PipelineOptions {
  database: Database;
  clock: Clock;
  logger: Logger;
  ports: WritePorts;
  /** The router and what it was built from; read anew for each batch, so that a reload takes effect. */
  routing(): { router: Router; version: string; units: ReadonlyMap<string, Unit> };
  /** Told once of everything that was committed. */
  onWritten?(written: Written): void;
}

type FinishRequest = Pick<
  FinishJob,
  'account' | 'openid' | 'messageId' | 'inboundKind' | 'via' | 'decide'
>;

export interface Pipeline {
  /** @throws AppError database_unavailable when the push could not be stored */
  receive(push: Push): Promise<ReceiveOutcome>;
  finish(request: FinishRequest): Promise<FinishOutcome>;
  /** Resolves when nothing is waiting or under way. */
  drain(): Promise<void>;
}

export function createPipeline(options: PipelineOptions): Pipeline {
  const queue = new Sequencer<Job>();
  let active = 0;
  let scheduled = false;
  let idle: (() => void)[] = [];

  function submit(job: Job): void {
    queue.add(job);
    schedule();
  }

  /** Waits for the end of the tick, so that pushes that arrived together go together. */
  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      while (active < MAX_ACTIVE && queue.hasReady) void runBatch(queue.take(MAX_BATCH));
    });
  }

  async function runBatch(jobs: Job[]): Promise<void> {
    active += 1;
    try {
      await processJobs(jobs, options, submit);
    } finally {
      for (const job of jobs) queue.release(job);
      active -= 1;
      if (queue.size > 0) schedule();
      else if (active === 0) {
        for (const resolve of idle) resolve();
        idle = [];
      }
    }
  }

  return {
    receive(push) {
      return new Promise((resolve, reject) => {
        submit({
          kind: 'receive',
          lane: `${push.account} ${push.openid}`,
          order: push.inbound.sentAtSeconds,
          account: push.account,
          openid: push.openid,
          dedupeKey: push.dedupeKey,
          push,
          losses: 0,
          resolve,
          reject,
        });
      });
    },
    finish(request) {
      return new Promise((resolve, reject) => {
        submit({
          ...request,
          kind: 'finish',
          lane: `${request.account} ${request.openid}`,
          order: 0,
          dedupeKey: '',
          losses: 0,
          resolve,
          reject,
        });
      });
    },
    drain() {
      if (active === 0 && queue.size === 0) return Promise.resolve();
      return new Promise((resolve) => idle.push(resolve));
    },
  };
}

/** Handles a batch to its end: every job is resolved, rejected or queued again. */
async function processJobs(
  jobs: readonly Job[],
  options: PipelineOptions,
  again: (job: Job) => void,
): Promise<void> {
  try {
    await attempt(jobs, options, again);
  } catch (error) {
    if (isRetryable(error) || isOutrun(error)) {
      retry(jobs, error, again);
    } else if (isDataError(error) && jobs.length > 1) {
      const middle = jobs.length >> 1;
      await processJobs(jobs.slice(0, middle), options, again);
      await processJobs(jobs.slice(middle), options, again);
    } else {
      options.logger.error(
        { err: error, jobs: jobs.length },
        'a batch of callbacks could not be stored',
      );
      for (const job of jobs) job.reject(notStored(error));
    }
  }
}

/**
 * Something happened between the look and the write: a citizen was erased, so that the id that was seen
 * leads to nobody now; or a message was inserted by somebody else although its citizen's guard held.
 */
function isOutrun(error: unknown): boolean {
  const constraint = violatedConstraint(error);
  return constraint === 'citizens_pkey' || constraint === 'messages_dedupe_key';
}

async function attempt(
  jobs: readonly Job[],
  options: PipelineOptions,
  again: (job: Job) => void,
): Promise<void> {
  const now = options.clock.now();
  const { router, version, units } = options.routing();
  const looks = await lookUp(options.database, jobs, now, options.ports.sealer);
  const planned: Planned[] = [];
  const { joinFollowUp } = options.ports.delivery;
  const deciding = { router, units, logger: options.logger, now, joinFollowUp };
  jobs.forEach((job, index) => {
    const look = looks[index]!;
    if (job.kind === 'receive' && look.message) job.resolve(presentKnown(look.message));
    else planned.push(decideJob(job, look, deciding));
  });
  if (planned.length === 0) return;
  const context: WriteContext = {
    now,
    leaseUntil: new Date(now.getTime() + LEASE_MS),
    contentVersion: version,
    units,
  };
  const { written, ended } = await options.database.transaction((tx) =>
    writeBatch(tx, planned, options.ports, context),
  );
  const done = new Set<Job>();
  for (const { job } of ended) {
    done.add(job);
    if (job.kind === 'finish') job.resolve({ kind: 'lost' });
  }
  for (const each of written) {
    done.add(each.planned.job);
    resolveWritten(each, now);
    options.onWritten?.(each);
  }
  retry(
    planned.map(({ job }) => job).filter((job) => !done.has(job)),
    new Error('the guard was lost too often'),
    again,
  );
}

function retry(jobs: readonly Job[], error: unknown, again: (job: Job) => void): void {
  for (const job of jobs) {
    job.losses += 1;
    if (job.losses > MAX_LOSSES) job.reject(notStored(error));
    else again(job);
  }
}

function notStored(error: unknown): AppError {
  const reason = isDatabaseUnavailable(error) ? '数据库连接不上' : '消息没能保存';
  return new AppError('database_unavailable', reason, {}, { cause: error });
}

function presentKnown(message: NonNullable<Look['message']>): ReceiveOutcome {
  if (message.state === 'handling' && message.answeredVia === null) {
    return { kind: 'being_handled', messageId: message.id, leaseUntil: message.leaseUntil! };
  }
  const passive = message.answeredVia === 'passive' && message.reply !== null;
  return {
    kind: 'answered',
    messageId: message.id,
    reply: passive ? message.reply! : (message.waitingReply ?? { kind: 'none' }),
    replyAt: message.replyAt ?? new Date(0),
    carriesAnswers: passive && message.carriesAnswers,
    repeated: true,
  };
}

function resolveWritten({ planned, reply, answeredVia }: Written, now: Date): void {
  const { job, messageId, citizen, decision } = planned;
  if (job.kind === 'receive' && decision.kind === 'deferred') {
    job.resolve({ kind: 'deferred', messageId, citizenId: citizen.id, work: decision.work });
    return;
  }
  const answered: Answered = {
    kind: 'answered',
    messageId,
    reply: answeredVia === 'passive' ? reply : { kind: 'none' },
    replyAt: now,
    carriesAnswers: answeredVia === 'passive' && Boolean(decision.effects.givesAnswers?.length),
    repeated: false,
  };
  job.resolve(answered);
}
