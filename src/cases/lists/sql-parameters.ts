/** Collects the values of a statement that is put together from parts. */
export interface SqlParameters {
  readonly values: readonly unknown[];
  /** @returns what stands for the value in the statement, such as `$3::text[]` */
  readonly add: (value: unknown, type: string) => string;
}

/** An empty collection. */
export function createSqlParameters(): SqlParameters {
  const values: unknown[] = [];
  return {
    values,
    add(value, type) {
      values.push(value);
      return `$${values.length}::${type}`;
    },
  };
}
