import { queryWorkSchema } from '../../src/routing/query-work';
import type { CaseEffect, Decision, Effects, Question, Snapshot } from '../../src/routing/decision';
import type { QueryRouter } from '../../src/routing/router';
import type { QueryResult } from '../../src/queries/query-engine';
import { maskInbound } from '../../src/messages/mask-inbound';
import { unmaskedWordsOf } from '../../src/messages/message-row';
import type { Inbound } from '../../src/wechat/inbound';
import { aTextMessage } from '../support/builders';

/** What one message was answered with. */
export interface Said {
  text: string;
  effects: Effects;
  /** What the source was asked, where it was. */
  asked: { query: string; fields: Record<string, string> } | null;
  responder: string;
  rule: string | undefined;
}

export interface ConversationOptions {
  account: string;
  /** What sources say. */
  source?: (query: string, fields: Record<string, string>) => QueryResult;
  start?: Date;
}

const MONDAY = new Date('2026-11-23T01:30:00Z');

/** One citizen and the router, with what the callback would remember between two messages. */
export class Conversation {
  now: Date;
  snapshot: Snapshot = {
    question: null,
    cases: [],
    heldAnswers: [],
    lastReceiptAt: null,
    lastItem: null,
  };
  /** Cases that were opened or joined. */
  readonly cases: CaseEffect[] = [];

  constructor(
    private readonly router: QueryRouter,
    private readonly options: ConversationOptions,
  ) {
    this.now = options.start ?? MONDAY;
  }

  say(content: string): Said {
    return this.send(aTextMessage({ content }));
  }

  send(given: Inbound): Said {
    const { masked, original } = maskInbound(given);
    const isForm = this.snapshot.question?.question.kind === 'form';
    const unmasked = isForm ? unmaskedWordsOf(original) : undefined;
    const message = { id: 'message-1', account: this.options.account, inbound: masked };
    const decision = this.router.route(
      { ...message, ...(unmasked === undefined ? {} : { unmasked }) },
      this.open(),
      this.now,
    );
    this.apply(decision.effects);
    return decision.kind === 'deferred' ? this.finish(decision) : present(decision, null);
  }

  /** Time goes by. */
  wait(minutes: number): void {
    this.now = new Date(this.now.getTime() + minutes * 60_000);
  }

  get question(): Question | null {
    return this.open().question?.question ?? null;
  }

  private finish({ work }: Extract<Decision, { kind: 'deferred' }>): Said {
    // The work goes through JSON, as it does through the database.
    const kept = queryWorkSchema.parse(JSON.parse(JSON.stringify(work)));
    const result = this.options.source?.(kept.query, kept.fields) ?? { kind: 'none', asOf: null };
    const message = { id: 'message-1', account: this.options.account };
    const answered = this.router.finish({ work: kept, result, message }, this.open(), this.now);
    if (!answered) throw new Error('the query is gone');
    this.apply(answered.effects);
    return present(answered, { query: kept.query, fields: kept.fields });
  }

  private open(): Snapshot {
    const { question } = this.snapshot;
    const isOver = question !== null && question.expiresAt <= this.now;
    return isOver ? { ...this.snapshot, question: null } : this.snapshot;
  }

  private apply({ question, shownItem, receipt, case: opened }: Effects): void {
    if (question && 'clear' in question) this.snapshot.question = null;
    if (question && 'set' in question) {
      const expiresAt = new Date(this.now.getTime() + question.validForMs);
      const kept = JSON.parse(JSON.stringify(question.set)) as Question;
      this.snapshot.question = { question: kept, expiresAt };
    }
    if (shownItem) this.snapshot.lastItem = { ...shownItem, shownAt: this.now };
    if (receipt) this.snapshot.lastReceiptAt = this.now;
    if (opened) this.cases.push(opened);
  }
}

function present(
  { reply, effects, explanation }: Extract<Decision, { kind: 'answered' }>,
  asked: Said['asked'],
): Said {
  const { responder, rule } = explanation;
  return { text: reply.kind === 'text' ? reply.text : '', effects, asked, responder, rule };
}
