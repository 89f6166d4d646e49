import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import type { exportSchema } from '../../api/exports/export-endpoints';
import { api } from '../api/api';
import { asProblem, type ApiProblem } from '../api/api-problem';
import type { Wire } from '../api/wire';

export type ExportJob = Wire<typeof exportSchema>;

const LOOK_MS = 1500;

/** A file that is asked for, looked after until it is there. */
export function useExport() {
  const job = shallowRef<ExportJob | null>(null);
  const problem = shallowRef<ApiProblem | null>(null);
  const isAsked = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const isUnderWay = computed(
    () =>
      isAsked.value && problem.value === null && (job.value === null || isOpen(job.value.state)),
  );

  async function start(path: string, body: unknown): Promise<void> {
    [isAsked.value, job.value, problem.value] = [true, null, null];
    await keep(() => api.post<ExportJob>(path, body));
  }

  async function keep(ask: () => Promise<ExportJob>): Promise<void> {
    try {
      job.value = await ask();
    } catch (error) {
      problem.value = asProblem(error);
      return;
    }
    if (isOpen(job.value.state)) timer = setTimeout(() => void look(job.value!.id), LOOK_MS);
  }

  const look = (id: string): Promise<void> =>
    keep(() => api.get<ExportJob>(`/api/exports/${id}`, { background: true }));

  function close(): void {
    clearTimeout(timer);
    isAsked.value = false;
  }

  onScopeDispose(() => clearTimeout(timer));
  return { job, problem, isAsked, isUnderWay, start, close };
}

function isOpen(state: ExportJob['state']): boolean {
  return state === 'waiting' || state === 'running';
}
