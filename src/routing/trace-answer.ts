import type { Context } from './context';
import { decide, listDrafts } from './decide';
import type { Decision, Explanation } from './decision';
import { isInForce } from './keyword-rules';
import type { Keyword } from './schema';

/** A keyword or rule that fits a message. */
export interface KeywordMatch {
  keyword: Keyword;
  /** The word or pattern that was found in it. */
  word: string;
  /** Its days and hours hold at this instant. */
  inForce: boolean;
  /** It is what was answered. */
  won: boolean;
}

/** A decision with all that was weighed for it. */
export interface Trace {
  decision: Decision;
  /** Why everybody who has an answer would have given it, in the order in which they are asked. */
  answers: Explanation[];
  /** The unit's keywords and rules that fit, in the order in which they are tried. */
  keywords: KeywordMatch[];
  /** What understanding found, best first, whoever answered. */
  candidates: NonNullable<Explanation['candidates']>;
}

/** Decides a message as `decide` does, and says what else there was. */
export function traceAnswer(context: Context): Trace {
  const decision = decide(context);
  const answers = listDrafts(context).map(({ explanation }) => explanation);
  const candidates = context.text === '' ? [] : context.understood().candidates;
  return { decision, answers, keywords: listKeywords(context, decision.explanation), candidates };
}

function listKeywords({ prepared, unit, text, plain, now }: Context, won: Explanation) {
  const matches = prepared.keywords.get(unit.code)?.list(text, plain) ?? [];
  const kindOf = ({ exact }: Keyword) => (exact ? 'keyword' : 'rule');
  const winner = matches.find(
    ({ keyword, word }) =>
      kindOf(keyword) === won.responder && word === won.rule && isInForce(keyword, now),
  );
  return matches.map((match) => ({
    ...match,
    inForce: isInForce(match.keyword, now),
    won: match === winner,
  }));
}
