const STEP = /([^.[\]]+)|\[(\d{1,4})\]/g;
const WHOLE = /^(?:[^.[\]\s]+|\[\d{1,4}\])(?:\.[^.[\]\s]+|\[\d{1,4}\])*$/;

/** Whether a text is a path: `data.list`, `data.list[0].name`, `[0]`; empty: the whole answer. */
export function isValuePath(path: string): boolean {
  return path === '' || WHOLE.test(path);
}

/** What stands at a path; undefined where there is nothing. Only what the answer itself holds is found. */
export function readPath(value: unknown, path: string): unknown {
  let at = value;
  for (const [, name, index] of path.matchAll(STEP)) {
    const key = name ?? index ?? '';
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = Reflect.get(at, key);
  }
  return at;
}
