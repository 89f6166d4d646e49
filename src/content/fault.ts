/** One thing that a person must put right in a file or in the environment, said in Chinese. */
export interface Fault {
  /** Path as shown to a person; `环境变量` for the process's environment. */
  file: string;
  /** Counted from 1; null where a fault has no place, such as a missing file. */
  line: number | null;
  /** Counted from 1, in UTF-16 units, as editors do. */
  column: number | null;
  message: string;
  /** What to write instead. */
  remedy: string | null;
}

/** Where faults of the process's environment (not of a `.env` file) are said to be. */
export const ENVIRONMENT = '环境变量';

/** `replies/renshe/items.yaml:12:5  什么错  →  怎么改`, on one line. */
export function formatFault(fault: Fault): string {
  const place = [fault.file, fault.line, fault.line === null ? null : fault.column]
    .filter((part) => part !== null)
    .join(':');
  return `${place}  ${fault.message}${fault.remedy === null ? '' : `  →  ${fault.remedy}`}`;
}

/** Order for printing: by file, then from top to bottom. */
export function compareFaults(a: Fault, b: Fault): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
