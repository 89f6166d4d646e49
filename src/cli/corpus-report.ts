import { z } from 'zod';
import type { Router } from '../routing/router';
import { observe, type Outcome } from './corpus-outcome';

/** Prefixes of items in the corpus and the units that they stand for. */
const UNITS: Readonly<Record<string, { code: string; name: string }>> = {
  mz: { code: 'minzheng', name: '民政局' },
  ga: { code: 'gongan', name: '公安分局' },
  wl: { code: 'wenlv', name: '文旅局' },
  rs: { code: 'renshe', name: '人社局' },
  yb: { code: 'yibao', name: '医保局' },
  jk: { code: 'jikong', name: '疾控中心' },
  zr: { code: 'ziran', name: '自然资源局' },
};
const CODES = Object.values(UNITS).map(({ code }) => code);
const NO_UNIT = '无单位、区外';

/** One line of a corpus file. */
export const corpusRowSchema = z.object({
  id: z.string(),
  split: z.string(),
  text: z.string(),
  unit: z.string().nullable(),
  expected: z.string(),
  also: z.array(z.string()),
  hotline: z.array(z.string()).nullable(),
  needsConfirm: z.boolean(),
});
export type CorpusRow = z.infer<typeof corpusRowSchema>;

/** Sums over rows; a row that is asked of seven accounts counts a seventh for each. */
export interface Figures {
  rows: number;
  items: number;
  /** The right card alone. */
  alone: number;
  /** The right card, or among at most three choices. */
  amongThree: number;
  askBacks: number;
  wrongCertain: number;
  emergencies: number;
  emergenciesRight: number;
  falseNow: number;
  queue: number;
  queueRight: number;
  chitchat: number;
  chitchatCases: number;
  handover: number;
  handoverRight: number;
  confirm: number;
  confirmRight: number;
  /** Item rows asked of another unit's account. */
  crossed: number;
  crossedRight: number;
}

/** What went wrong with a row, for whoever improves the words. */
export interface Miss {
  row: CorpusRow;
  account: string;
  what: keyof Figures;
  outcome: Outcome;
}

export interface CorpusReport {
  overall: Figures;
  byUnit: ReadonlyMap<string, Figures>;
  misses: Miss[];
}

/** Asks every row of its unit's account, or of all seven where it has none of ours. */
export function evaluateCorpus(
  router: Router,
  rows: readonly CorpusRow[],
  now: Date,
): CorpusReport {
  const overall = noFigures();
  const byUnit = new Map<string, Figures>();
  const misses: Miss[] = [];
  for (const row of rows) {
    const home = Object.values(UNITS).find(({ name }) => name === row.unit);
    const accounts = home ? [home.code] : CODES;
    const unitFigures = byUnit.get(home?.name ?? NO_UNIT) ?? noFigures();
    byUnit.set(home?.name ?? NO_UNIT, unitFigures);
    for (const account of accounts) {
      const outcome = observe(router, account, row.text, now);
      const judged = judge(row, outcome);
      if (home && isItem(row.expected)) judgeElsewhere(judged, row, router, home.code, now);
      addFigures(overall, judged.figures, 1 / accounts.length);
      addFigures(unitFigures, judged.figures, 1 / accounts.length);
      for (const what of judged.failed) misses.push({ row, account, what, outcome });
    }
  }
  return { overall, byUnit, misses };
}

interface Judged {
  figures: Figures;
  failed: (keyof Figures)[];
}

function judge(row: CorpusRow, outcome: Outcome): Judged {
  const figures = noFigures();
  const failed: (keyof Figures)[] = [];
  const count = (total: keyof Figures, right: keyof Figures, isRight: boolean) => {
    figures[total] = 1;
    if (isRight) figures[right] = 1;
    else failed.push(right);
  };
  const wrong = (what: keyof Figures) => {
    figures[what] = 1;
    failed.push(what);
  };
  figures.rows = 1;
  if (outcome.kind === 'choices') figures.askBacks = 1;
  if (outcome.kind === 'card' && !accepts(row, outcome.ref)) wrong('wrongCertain');
  if (
    outcome.kind === 'emergency' &&
    row.expected !== 'emergency' &&
    !row.also.includes('emergency')
  ) {
    wrong('falseNow');
  }
  if (isItem(row.expected)) {
    count('items', 'amongThree', findsItem(row, outcome));
    if (outcome.kind === 'card' && findsItem(row, outcome)) figures.alone = 1;
  }
  if (row.expected === 'emergency') {
    count('emergencies', 'emergenciesRight', isRightEmergency(row, outcome));
  }
  if (row.expected === 'queue') count('queue', 'queueRight', outcome.kind === 'queue');
  if (row.expected === 'handover') {
    count('handover', 'handoverRight', isRightHandover(row, outcome));
  }
  if (row.needsConfirm) {
    count('confirm', 'confirmRight', outcome.kind === 'choices' && findsItem(row, outcome));
  }
  if (row.expected === 'chitchat') {
    figures.chitchat = 1;
    if (outcome.kind === 'queue' || ('opensCase' in outcome && outcome.opensCase)) {
      wrong('chitchatCases');
    }
  }
  return { figures, failed };
}

function judgeElsewhere(
  { figures, failed }: Judged,
  row: CorpusRow,
  router: Router,
  home: string,
  now: Date,
): void {
  const digit = Number(/\d$/.exec(row.id)?.[0] ?? 0);
  const other = CODES[(CODES.indexOf(home) + 1 + (digit % 6)) % CODES.length]!;
  figures.crossed = 1;
  if (findsItem(row, observe(router, other, row.text, now))) figures.crossedRight = 1;
  else failed.push('crossedRight');
}

function isRightEmergency(row: CorpusRow, outcome: Outcome): boolean {
  if (outcome.kind !== 'emergency' || outcome.numbers.length > 3) return false;
  return (row.hotline ?? []).some((number) => outcome.numbers.includes(number));
}

function isRightHandover(row: CorpusRow, outcome: Outcome): boolean {
  if (outcome.kind !== 'handover' || outcome.opensCase) return false;
  return (row.hotline ?? []).some((number) => outcome.numbers.includes(number));
}

function findsItem(row: CorpusRow, outcome: Outcome): boolean {
  switch (outcome.kind) {
    case 'card':
      return accepts(row, outcome.ref);
    case 'choices':
      return outcome.refs.slice(0, 3).some((ref) => accepts(row, ref));
    case 'queue':
    case 'emergency':
    case 'handover':
      return row.also.includes(outcome.kind);
    case 'talk':
      return false;
  }
}

function accepts(row: CorpusRow, ref: string): boolean {
  return [row.expected, ...row.also].some((label) => refOf(label) === ref);
}

function isItem(label: string): boolean {
  return label.includes('.');
}

/** `mz.marry` → `minzheng.marry`. */
function refOf(label: string): string {
  const [prefix = '', id = ''] = label.split('.');
  return `${UNITS[prefix]?.code ?? prefix}.${id}`;
}

function noFigures(): Figures {
  const names: (keyof Figures)[] = [
    ...([
      'rows',
      'items',
      'alone',
      'amongThree',
      'askBacks',
      'wrongCertain',
      'emergencies',
    ] as const),
    ...([
      'emergenciesRight',
      'falseNow',
      'queue',
      'queueRight',
      'chitchat',
      'chitchatCases',
    ] as const),
    ...([
      'handover',
      'handoverRight',
      'confirm',
      'confirmRight',
      'crossed',
      'crossedRight',
    ] as const),
  ];
  return Object.fromEntries(names.map((name) => [name, 0])) as unknown as Figures;
}

function addFigures(sum: Figures, part: Figures, share: number): void {
  for (const name of Object.keys(part) as (keyof Figures)[]) sum[name] += part[name] * share;
}
