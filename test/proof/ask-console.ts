/** Asks the console's API over HTTP all that it answers, as its pages do, and takes the time. */
import type { Answer } from '../console/console-bench';
import type { SeededPerson } from '../bench/seed-people';

/** Somebody's browser. */
export type Ask = (path: string) => Promise<Answer>;

/** One address, who asks for it, and what must come at least. */
export interface Question {
  as: SeededPerson;
  path: string;
  /** The list in the answer and how many it must hold; absent: an answer is enough. */
  holds?: { list: string; least: number };
  /** 404: nothing of the kind is seeded, and it is looked for all the same. */
  status?: 200 | 404;
}

/** Addresses that are not asked, and why. */
export type LeftOut = Readonly<Record<string, string>>;

export interface Asked {
  /** Milliseconds below which 95 of 100 answers came, by what was asked. */
  p95: Record<string, number>;
  /** Answers that were not as they should be, and endpoints that nothing asks. */
  faults: string[];
}

/** @param browsers of everybody who asks @param times how often each is asked, and before that unmeasured */
export async function askConsole(
  browsers: Readonly<Record<SeededPerson, Ask>>,
  questions: Readonly<Record<string, Question>>,
  { warmUp, times, report }: { warmUp: number; times: number; report: (line: string) => void },
): Promise<Asked> {
  const p95: Record<string, number> = {};
  const faults = new Set<string>();
  for (const [name, question] of Object.entries(questions)) {
    const taken: number[] = [];
    for (let round = -warmUp; round < times; round++) {
      const startedAt = performance.now();
      const answer = await browsers[question.as](question.path);
      if (round >= 0) taken.push(performance.now() - startedAt);
      const fault = faultOf(question, answer);
      if (fault) faults.add(`${name}: ${fault}`);
    }
    p95[name] = taken.sort((a, b) => a - b)[Math.floor(times * 0.95)]!;
    report(`${name}: ${p95[name].toFixed(1)} ms`);
  }
  return { p95, faults: [...faults] };
}

function faultOf({ holds, status = 200 }: Question, answer: Answer): string | null {
  if (answer.status !== status) return `${answer.status} ${answer.text.slice(0, 200)}`;
  if (!holds) return null;
  const list = (answer.body as Record<string, unknown>)[holds.list];
  const length = Array.isArray(list) ? list.length : 0;
  return length < holds.least ? `${length} ${holds.list}, not ${holds.least}` : null;
}

/** Endpoints of the document that read and that no question asks for and nothing excuses. */
export async function findUnasked(
  ask: Ask,
  questions: Readonly<Record<string, Question>>,
  leftOut: LeftOut,
): Promise<string[]> {
  const { body } = await ask('/api/openapi.json');
  const { paths } = body as { paths: Record<string, object> };
  const asked = Object.values(questions).map(({ path }) => path.split('?')[0]!);
  return Object.entries(paths)
    .filter(([path, methods]) => 'get' in methods && !(path in leftOut))
    .filter(([path]) => {
      const shape = new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`);
      return !asked.some((one) => shape.test(one));
    })
    .map(([path]) => `nothing asks for ${path}`);
}
