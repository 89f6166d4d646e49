import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import type { checkedTextSchema } from '../../../api/words/check-text-endpoint';
import { api } from '../../api/api';
import { asProblem, type ApiProblem } from '../../api/api-problem';
import type { Wire } from '../../api/wire';
import { pathOf } from './case';

export type CheckedText = Wire<typeof checkedTextSchema>;
export type Hit = CheckedText['hits'][number];

const PAUSE_MS = 600;
const GATES = { review: '审核', signature: '签发' };

/** What the server says of a text, asked for when the writer pauses. @param read what is checked now */
export function useTextCheck(number: string, read: () => { text: string }) {
  const result = shallowRef<CheckedText | null>(null);
  const problem = shallowRef<ApiProblem | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking = new AbortController();

  async function ask(): Promise<void> {
    asking.abort();
    const own = (asking = new AbortController());
    const body = read();
    if (body.text.trim() === '') {
      result.value = null;
      return;
    }
    try {
      const path = pathOf(number, '/check-text');
      const answer = await api.post<CheckedText>(path, body, {
        background: true,
        signal: own.signal,
      });
      [result.value, problem.value] = [answer, null];
    } catch (error) {
      if (!own.signal.aborted) problem.value = asProblem(error);
    }
  }

  watch(
    read,
    () => {
      clearTimeout(timer);
      timer = setTimeout(() => void ask(), PAUSE_MS);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    clearTimeout(timer);
    asking.abort();
  });

  const gates = computed(() => {
    const names = result.value?.gates.map((gate) => GATES[gate]) ?? [];
    return names.length === 0 ? '提交后直接发出' : `提交后先${names.join('，再')}`;
  });
  return { result, problem, gates };
}
