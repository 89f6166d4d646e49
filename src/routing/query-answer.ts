import { pageAnswer, presentAnswer, type MoreRows } from '../queries/answer';
import type { FormState } from '../queries/form-state';
import { presentField } from '../queries/form-words';
import type { Query } from '../queries/schema';
import type { QueryResult } from '../queries/query-engine';
import type { Draft, Prepared } from './context';
import type { Decision, Effects, FilledForm, Snapshot } from './decision';
import { frameAnswer } from './frame';
import { keepForm } from './queries';
import type { QueryWork } from './query-work';
import { QUESTION_VALID_MS, toQueue } from './queue';

/** A source has said what it knows. */
export interface FinishedQuery {
  work: QueryWork;
  result: QueryResult;
  message: { id: string; account: string };
}

/**
 * The answer to a message whose query has been asked, on what is known of the citizen now.
 * Null where the account or the query is no longer there.
 */
export function finishQuery(
  prepared: Prepared,
  { work, result, message }: FinishedQuery,
  snapshot: Snapshot,
  now: Date,
): Extract<Decision, { kind: 'answered' }> | null {
  const query = prepared.queries.get(work.query);
  const unit = query && prepared.content.units.get(query.unit);
  if (!query || !unit) return null;
  const draft =
    result.kind === 'person'
      ? toQueue(
          { prepared, unit, snapshot, now, message },
          { rule: `query:${query.ref}`, form: filledForm(query, work.fields) },
        )
      : answerDraft(query, unit.telephone, work.state, result, now);
  const lines = { heard: work.heard, mention: work.mention, isEmergency: false };
  return frameAnswer(snapshot, draft, lines);
}

function answerDraft(
  query: Query,
  telephone: string | null,
  state: FormState,
  result: Exclude<QueryResult, { kind: 'person' }>,
  now: Date,
): Draft {
  const answer = presentAnswer(query, result, { telephone, now, showsAmounts: false });
  const { text, rest } = pageAnswer(query, answer);
  const effects: Effects = rest
    ? { question: keepMore(rest) }
    : result.kind === 'none' && query.fields.length > 0
      ? keepForm({ ...state, asked: null })
      : {};
  const explanation = { responder: 'query' as const, rule: `${result.kind}:${query.ref}` };
  return { text, effects, explanation: { ...explanation, item: query.itemRef } };
}

/** Rows wait for "更多" as long as any question does. */
export function keepMore(more: MoreRows): NonNullable<Effects['question']> {
  return { set: { kind: 'more_rows', more }, validForMs: QUESTION_VALID_MS };
}

function filledForm(query: Query, fields: QueryWork['fields']): FilledForm {
  const lines = query.fields.flatMap((field) => {
    const value = fields[field.id];
    return value === undefined ? [] : [{ label: field.label, value: presentField(field, value) }];
  });
  return { query: query.ref, name: query.name, lines };
}
