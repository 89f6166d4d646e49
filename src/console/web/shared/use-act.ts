import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { asProblem, type ApiProblem } from '../api/api-problem';

export interface Act<Arguments extends unknown[]> {
  busy: Readonly<Ref<boolean>>;
  /** Why the last try came to nothing; null after one that did not. */
  problem: ShallowRef<ApiProblem | null>;
  /** Does it unless it is being done. @returns whether it was done */
  run: (...given: Arguments) => Promise<boolean>;
}

/** Something that a person does: once at a time, with what went wrong kept for the page to show. */
export function useAct<Arguments extends unknown[]>(
  work: (...given: Arguments) => Promise<unknown>,
): Act<Arguments> {
  const busy = ref(false);
  const problem = shallowRef<ApiProblem | null>(null);
  return {
    busy,
    problem,
    async run(...given) {
      if (busy.value) return false;
      busy.value = true;
      try {
        await work(...given);
        problem.value = null;
        return true;
      } catch (error) {
        problem.value = asProblem(error);
        return false;
      } finally {
        busy.value = false;
      }
    },
  };
}
