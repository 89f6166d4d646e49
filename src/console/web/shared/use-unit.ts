import { computed, type WritableComputedRef } from 'vue';
import { useSession, type Right } from '../session/session';
import { useUrlQuery } from './use-url-query';

/** The unit that a page is about, kept in its address; the first one where none is named there. */
export function useUnit(right: Right): {
  unit: WritableComputedRef<string>;
  units: readonly string[];
} {
  const units = useSession().unitsWith(right);
  const { values, set } = useUrlQuery();
  const unit = computed({
    get: () => {
      const named = values.value['unit'] ?? '';
      return units.includes(named) ? named : (units[0] ?? '');
    },
    set: (code: string) => set({ unit: code }),
  });
  return { unit, units };
}
