import type { PhraseBook, Scan } from './phrase-book';
import type { Vocabulary } from './schema';

/** In what manner something is said; each field is the word that showed it, or null. */
export interface Tone {
  /** Displeased with how something was handled, or reporting a nuisance: a person must look. */
  complaint: string | null;
  /** Something is not as it should be, and nothing is asked: a person looks unless an item is clearly meant. */
  grievance: string | null;
  /** Names a public affair, a personal matter or a wish: not idle talk. */
  matter: string | null;
  /** Asks how, where, how much. */
  question: string | null;
  /** Asks how something is done, or how far it is and how much: tells a guide from a query of the same matter. */
  aim: 'doing' | 'looking' | null;
  /** About the past or about formalities, not about danger now. */
  aftermath: string | null;
  /** Accuses officials or the unit: a matter for 12388. */
  discipline: string | null;
}

/** @param text as it was written; @param scan of the same, normalised */
export type ReadTone = (text: string, scan: Scan) => Tone;

/** How spoken Chinese ends a question, with the dialect's 冇 and 啵; people who write no marks put a space. */
const ASKING_END = /[?？]|(?:不|吗|么|没|没有|冇|呢|啵|咩|不咯|不啊|不呀)(?:[\s。!！,，.~]+|$)/;

/** 归谁管 asks whose matter it is; 谁管 alone is displeased. */
const WHOSE = /(?:归|属于?|应该|该)(?:谁|哪个|哪里|哪)(?:来)?管/;

/** 开不开, 要不要, 好没好 */
const EITHER_OR = /(\p{Script=Han})[不没]\1/u;

/** A number of a document, a telephone or a case. */
const CASE_DATA = /\d{5,}/;

/** Compiles the lists of words once. */
export function createToneReader(vocabulary: Vocabulary, book: PhraseBook): ReadTone {
  const match = (words: readonly string[]) => book.add(words);
  const complaints = match(vocabulary.complaints);
  const grievances = match(vocabulary.grievances);
  const matters = match(vocabulary.matters);
  const questions = match(vocabulary.questions);
  const aftermath = match(vocabulary.aftermath);
  const ongoing = match(vocabulary.ongoing);
  const doing = match(vocabulary.aims.doing);
  const looking = match(vocabulary.aims.looking);
  const who = match(vocabulary.discipline.who);
  const what = match(vocabulary.discipline.what);
  const alone = match(vocabulary.discipline.alone);
  const report = match(['举报', '检举', '告发', '揭发', '实名']);
  return (text, scan) => {
    const said = complaints.find(scan);
    const complaint = said !== null && isWhose(said, text) ? null : said;
    const question =
      questions.find(scan) ?? ASKING_END.exec(text)?.[0] ?? EITHER_OR.exec(text)?.[0] ?? null;
    const accused = who.find(scan);
    return {
      complaint,
      grievance: question ? null : grievances.find(scan),
      matter: matters.find(scan) ?? CASE_DATA.exec(text)?.[0] ?? null,
      question,
      aim: looking.find(scan) ? 'looking' : doing.find(scan) ? 'doing' : null,
      aftermath: ongoing.find(scan) ? null : aftermath.find(scan),
      discipline: alone.find(scan) ?? (accused && (what.find(scan) ?? report.find(scan))),
    };
  };
}

/** The scan keeps one complaint of several, so that one alone is told apart only by its words. */
function isWhose(complaint: string, text: string): boolean {
  return complaint.endsWith('谁管') && WHOSE.test(text);
}
