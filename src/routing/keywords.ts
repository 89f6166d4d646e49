import type { Context, Draft } from './context';
import { answerWithItem } from './item-answer';
import { showTopItems } from './commands';
import { openQuery, showGroup } from './menu';
import type { Keyword } from './schema';

/** A whole sentence that equals one of the unit's keywords. */
export function respondToKeyword(context: Context): Draft | null {
  const { prepared, unit, plain, now } = context;
  const hit = prepared.keywords.get(unit.code)?.exact(plain, now);
  return hit ? act(context, hit.keyword, hit.word, 'keyword') : null;
}

/** A whole sentence with which one of the unit's queries is asked for. */
export function respondToQueryName(context: Context): Draft | null {
  const { prepared, unit, plain } = context;
  const query = prepared.queryOfWords.get(unit.code)?.get(plain);
  const item = query && prepared.items.get(query.itemRef);
  return item ? answerWithItem(context, item, 'keyword') : null;
}

/** The unit's rules by priority: contains, prefix, pattern, with days and hours. */
export function respondToRule(context: Context): Draft | null {
  const { prepared, unit, plain, text, now } = context;
  if (text === '') return null;
  const hit = prepared.keywords.get(unit.code)?.rule(text, plain, now);
  return hit ? act(context, hit.keyword, hit.word, 'rule') : null;
}

function act(
  context: Context,
  keyword: Keyword,
  word: string,
  responder: 'keyword' | 'rule',
): Draft | null {
  const draft = draftFor(context, keyword, responder);
  return draft && { ...draft, explanation: { ...draft.explanation, responder, rule: word } };
}

function draftFor(context: Context, keyword: Keyword, responder: 'keyword' | 'rule'): Draft | null {
  const { code } = context.unit;
  if (keyword.reply !== undefined) {
    return { text: keyword.reply, effects: {}, explanation: { responder } };
  }
  if (keyword.item !== undefined) {
    const ref = keyword.item.includes('.') ? keyword.item : `${code}.${keyword.item}`;
    const item = context.prepared.items.get(ref);
    return item ? answerWithItem(context, item, responder) : null;
  }
  if (keyword.query !== undefined) {
    return openQuery(
      context,
      keyword.query.includes('.') ? keyword.query : `${code}.${keyword.query}`,
    );
  }
  if (keyword.items === 'top') return showTopItems(context);
  return keyword.items === undefined ? null : showGroup(context, code, keyword.items);
}
