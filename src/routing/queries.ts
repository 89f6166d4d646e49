import { itemLink } from '../items/card';
import { startForm, type FormStep } from '../queries/form';
import type { FormState } from '../queries/form-state';
import type { Query } from '../queries/schema';
import type { Context, Draft, QueryRequest } from './context';
import { PAGE_LINK_SLOT, type Effects, type Responder } from './decision';
import { QUESTION_VALID_MS } from './queue';
import { joinLines } from './reply-text';

/**
 * The beginning of a query: its first question, the link to its page, or, where nothing is
 * collected, the official way in. Null where the query has neither data nor an official way:
 * its item's card says what there is.
 */
export function startQuery(context: Context, query: Query, responder: Responder): Draft | null {
  if (query.source === null || !context.prepared.isOffered(query)) {
    return query.official ? showOfficial(context, query, responder) : null;
  }
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

/** The official entry in three steps; nothing is asked for and nothing is kept. */
function showOfficial(context: Context, query: Query, responder: Responder): Draft | null {
  const { prepared, unit } = context;
  const item = prepared.items.get(query.itemRef);
  const entry = item?.entries[0];
  if (!item || !entry) return null;
  const owner = prepared.content.units.get(query.unit) ?? unit;
  const numbers = [...new Set([item.telephone, owner.telephone, '12345'])].filter(Boolean);
  const way =
    entry.url === null
      ? `${entry.name}${entry.how === null ? '' : `，${entry.how}`}`
      : `${entry.name} ${itemLink(item, prepared.content.publicUrl)}`;
  return {
    text: joinLines([
      `${query.name}，在官方平台查，这里不收集您的信息。`,
      query.unit === unit.code ? null : `这件事归${owner.shortName}管。`,
      `入口：${way}`,
      ...query.official!.steps.map((step, index) => `${index + 1} ${step}`),
      `电话：${numbers.join('或')}。`,
      '不是这个请回复“不对”，要更多回复“详细”，找人办回复“转人工”。',
    ]),
    effects: {},
    explanation: { responder, rule: `query:${query.ref}`, item: item.ref },
  };
}
