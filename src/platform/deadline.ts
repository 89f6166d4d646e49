/** Timers that requests wait on; tests hand in their own. */
export interface Timer {
  /** Resolves after `ms`, or never when `signal` is aborted first. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemTimer: Timer = {
  wait(ms, signal) {
    return new Promise((resolve) => {
      if (signal?.aborted) return;
      const timeout = setTimeout(resolve, ms);
      timeout.unref();
      signal?.addEventListener('abort', () => clearTimeout(timeout), { once: true });
    });
  },
};
