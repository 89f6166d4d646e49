/** Remembers the values that were used last, so many and no more. */
export class Recent<Key, Value> {
  private readonly values = new Map<Key, Value>();

  constructor(private readonly limit: number) {}

  /** The remembered value, or `make`'s, which is remembered from now on. `make` must give the same each time. */
  get(key: Key, make: () => Value): Value {
    const known = this.values.get(key);
    const value = known ?? make();
    // A Map keeps the order of insertion: what was used last goes to its end.
    if (known !== undefined) this.values.delete(key);
    this.values.set(key, value);
    if (this.values.size > this.limit) this.forgetOldest();
    return value;
  }

  private forgetOldest(): void {
    for (const key of this.values.keys()) {
      this.values.delete(key);
      return;
    }
  }
}
