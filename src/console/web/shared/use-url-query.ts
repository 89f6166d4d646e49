import { computed, type WritableComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';

export type UrlQuery = Readonly<Record<string, string>>;

/**
 * What a list is narrowed by, kept in the address, so that back, reload and a sent link show the same.
 * @returns all values as they stand there, and `set`: changes some (empty removes one) and starts at the
 *   first page again unless it is the cursor that is set
 */
export function useUrlQuery(): {
  values: WritableComputedRef<UrlQuery>;
  set: (changes: UrlQuery) => void;
} {
  const route = useRoute();
  const router = useRouter();
  const read = (): UrlQuery =>
    Object.fromEntries(
      Object.entries(route.query).flatMap(([name, value]) =>
        typeof value === 'string' && value !== '' ? [[name, value]] : [],
      ),
    );
  const write = (query: UrlQuery): void => {
    const filled = Object.entries(query).filter(([, value]) => value !== '');
    void router.push({ query: Object.fromEntries(filled) });
  };
  const values = computed({ get: read, set: write });
  return {
    values,
    set(changes) {
      const { cursor: _first, ...rest } = read();
      write({ ...rest, ...changes });
    },
  };
}
