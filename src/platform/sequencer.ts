/** Something to be handled in order within its lane. Smaller `order` goes first; equal ones by arrival. */
export interface Sequenced {
  readonly lane: string;
  readonly order: number;
}

/**
 * Hands out work in batches so that no lane is worked on twice at once: one citizen's messages are
 * taken one at a time and in order, different citizens' side by side.
 */
export class Sequencer<Job extends Sequenced> {
  private readonly waiting = new Map<string, Job[]>();
  /** Lanes with waiting work and none in progress, in order of arrival. */
  private readonly ready = new Set<string>();
  private readonly busy = new Set<string>();
  private count = 0;

  /** Jobs that wait, in all lanes. */
  get size(): number {
    return this.count;
  }

  add(job: Job): void {
    const queue = this.waiting.get(job.lane);
    if (queue) {
      let at = queue.length;
      while (at > 0 && queue[at - 1]!.order > job.order) at -= 1;
      queue.splice(at, 0, job);
    } else {
      this.waiting.set(job.lane, [job]);
      if (!this.busy.has(job.lane)) this.ready.add(job.lane);
    }
    this.count += 1;
  }

  /** Takes at most `limit` jobs, one a lane; each lane stays closed until `release`. */
  take(limit: number): Job[] {
    const taken: Job[] = [];
    for (const lane of this.ready) {
      if (taken.length >= limit) break;
      this.ready.delete(lane);
      const queue = this.waiting.get(lane)!;
      taken.push(queue.shift()!);
      if (queue.length === 0) this.waiting.delete(lane);
      this.busy.add(lane);
      this.count -= 1;
    }
    return taken;
  }

  /** Opens the lane of a job that was taken. */
  release(job: Job): void {
    this.busy.delete(job.lane);
    if (this.waiting.has(job.lane)) this.ready.add(job.lane);
  }

  get hasReady(): boolean {
    return this.ready.size > 0;
  }
}
