import type { SearchIndex } from '../items/search/search-index';
import type { Normalise } from '../items/search/normalise';
import type { Item } from '../items/schema';
import type { Query } from '../queries/schema';
import type { Unit } from '../units/schema';
import type { FormState } from '../queries/form-state';
import type { Article } from '../wechat/reply';
import type { RoutingContent } from './content';
import type { ReadDanger } from './danger-reading';
import type { Effects, Explanation, RoutedMessage, Snapshot } from './decision';
import type { EmergencyMatcher } from './emergencies';
import type { CompiledKeywords } from './keyword-rules';
import type { PhraseBook, PhraseMatcher, Scan } from './phrase-book';
import type { SmallTalkMatcher } from './small-talk';
import type { ReadTone, Tone } from './tone';
import type { Outcome } from './understanding';

/** Everything that is made once from the admins' files. */
export interface Prepared {
  content: RoutingContent;
  items: ReadonlyMap<string, Item>;
  /** By their own ref. */
  queries: ReadonlyMap<string, Query>;
  /** By the ref of the item that they belong to. */
  queryOfItem: ReadonlyMap<string, Query>;
  /** By unit, and by the whole sentence with which a query is asked for, normalised. */
  queryOfWords: ReadonlyMap<string, ReadonlyMap<string, Query>>;
  /** Whether the query's source has data now; asked at each message, since imports come and go. */
  isOffered(query: Query): boolean;
  normalise: Normalise;
  search: SearchIndex;
  book: PhraseBook;
  readTone: ReadTone;
  /** Phrases that ask for a person inside a longer sentence. */
  humanPhrases: PhraseMatcher;
  emergencies: EmergencyMatcher;
  readDanger: ReadDanger;
  keywords: ReadonlyMap<string, CompiledKeywords>;
  smallTalk: SmallTalkMatcher;
}

/** One message with all that responders look at. */
export interface Context {
  prepared: Prepared;
  message: RoutedMessage;
  /** The unit of the account that was written to. */
  unit: Unit;
  snapshot: Snapshot;
  now: Date;
  /** What was typed or recognised; empty for everything else. */
  text: string;
  /** `text` normalised. */
  plain: string;
  /** All listed words that `plain` holds. */
  scan: Scan;
  tone: Tone;
  /** What the text means, searched for once and only when somebody asks. */
  understood: () => Outcome;
}

/** A source must be asked: what for, with whose values. */
export interface QueryRequest {
  query: string;
  fields: Readonly<Record<string, string>>;
  /** The form, for corrections when nothing is found. */
  state: FormState;
}

/** What a responder says, before the frame (【自动回复】, what was heard, waiting answers) is put round it. */
export interface Draft {
  text: string;
  /** Shown in place of the text where nothing else has to be said with it. */
  article?: Article;
  /** The text is not yet known: a source is asked first. */
  request?: QueryRequest;
  effects: Effects;
  explanation: Explanation;
}

/** One line of the table of responders: an answer, or null for "not mine". */
export type Respond = (context: Context) => Draft | null;

/** The question that is open now, or null. */
export function openQuestion({ snapshot, now }: Context) {
  const open = snapshot.question;
  return open && open.expiresAt.getTime() > now.getTime() ? open.question : null;
}
