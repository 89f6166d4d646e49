/** Timers that requests wait on; tests hand in their own. */
export interface Timer {
  /** Resolves after `ms`, or never when it is called off first. */
  wait(ms: number, callOff?: CallOff): Promise<void>;
}

/** Calls off one wait. Every request needs one, and an AbortController costs as much as reading its XML. */
export class CallOff {
  private isCalledOff = false;
  private listener: (() => void) | null = null;

  callOff(): void {
    this.isCalledOff = true;
    this.listener?.();
  }

  /** `listener` runs when, or if it has been already, at once. */
  onCallOff(listener: () => void): void {
    if (this.isCalledOff) listener();
    else this.listener = listener;
  }
}

export const systemTimer: Timer = {
  wait(ms, callOff) {
    return new Promise((resolve) => {
      const timeout = setTimeout(resolve, ms);
      timeout.unref();
      callOff?.onCallOff(() => clearTimeout(timeout));
    });
  },
};
