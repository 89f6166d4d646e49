import type { Item } from '../items/schema';
import { startForm, type FormStep } from '../queries/form';
import type { FormState } from '../queries/form-state';
import type { Query } from '../queries/schema';
import type { Context, Draft, QueryRequest } from './context';
import { PAGE_LINK_SLOT, type Effects, type Responder } from './decision';
import { QUESTION_VALID_MS } from './queue';
import { joinLines } from './reply-text';

/** Whether the item is answered from data now. Where it is not, its card leads to the official entry. */
export function isLookedUp({ prepared }: Context, item: Item): boolean {
  const query = prepared.queryOfItem.get(item.ref);
  return query !== undefined && query.source !== null && prepared.isOffered(query);
}

/** The beginning of a query that has a source: its first question, or the link to its page. */
export function startQuery(context: Context, query: Query, responder: Responder): Draft {
  if (query.privacy === 'sensitive') return sendToPage(context, query, responder);
  const step = startForm(query, context.message.unmasked ?? context.text, context.now);
  return draftOfStep(query, step, { responder, rule: `query:${query.ref}`, item: query.itemRef });
}

/** What a step of a form says and does. An `unclear` one says why, and asks again or ends. */
export function draftOfStep(
  query: Query,
  step: FormStep,
  explanation: Draft['explanation'],
): Draft {
  const kept = step.hidden === null ? {} : { keptText: step.hidden };
  switch (step.kind) {
    case 'asks':
      return { text: step.text, effects: { ...kept, ...keepForm(step.state) }, explanation };
    case 'complete':
      return {
        text: '',
        request: requestOf(query, step.state),
        effects: { ...kept, question: { clear: true } },
        explanation,
      };
    case 'unclear': {
      const question: Effects = step.state ? keepForm(step.state) : { question: { clear: true } };
      return { text: step.text, effects: { ...kept, ...question }, explanation };
    }
  }
}

/** The form stays open for another ten minutes. */
export function keepForm(state: FormState): Effects {
  return { question: { set: { kind: 'form', state }, validForMs: QUESTION_VALID_MS } };
}

function requestOf(query: Query, state: FormState): QueryRequest {
  const given = Object.entries(state.values).filter(([, value]) => value !== '');
  return { query: query.ref, fields: Object.fromEntries(given), state };
}

/** Sensitive queries are filled in on a page, never here. */
function sendToPage(context: Context, query: Query, responder: Responder): Draft {
  const telephone = context.prepared.content.units.get(query.unit)?.telephone ?? null;
  return {
    text: joinLines([
      `查“${query.name}”要核对身份，请不要在这里发身份证号。`,
      `<a href="${PAGE_LINK_SLOT}">点这里填写</a>，30分钟内有效，只能您自己用。`,
      '也可以由家人代填，或到村（社区）办理。',
      `电话：${telephone === null ? '12345' : `${telephone}或12345`}。找人办请回复“转人工”。`,
    ]),
    effects: { pageLink: { kind: 'form', query: query.ref }, question: { clear: true } },
    explanation: { responder, rule: `query:${query.ref}`, item: query.itemRef },
  };
}
