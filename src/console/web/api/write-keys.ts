/** Idempotency keys: a write that is repeated because its outcome is unknown bears its first key. */

export interface OpenWrite {
  key: string;
  /** Its outcome is known: the next one of the same words is another act. */
  settle(): void;
}

export interface WriteKeys {
  /** @param parts what tells one write from another: method, path, version, body */
  open(parts: readonly unknown[]): OpenWrite;
}

export function createWriteKeys(newKey: () => string): WriteKeys {
  const unsettled = new Map<string, string>();
  return {
    open(parts) {
      const name = JSON.stringify(parts);
      const key = unsettled.get(name) ?? newKey();
      unsettled.set(name, key);
      return {
        key,
        settle: () => {
          if (unsettled.get(name) === key) unsettled.delete(name);
        },
      };
    },
  };
}
