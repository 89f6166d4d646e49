import { Sequencer } from '../../src/platform/sequencer';

const job = (lane: string, order: number, name = `${lane}${order}`) => ({ lane, order, name });

describe('Sequencer', () => {
  it('takes one job a lane and keeps the lane closed until it is released', () => {
    const queue = new Sequencer<ReturnType<typeof job>>();
    [job('a', 1), job('a', 2), job('b', 1)].forEach((each) => queue.add(each));
    const first = queue.take(10);
    expect(first.map(({ name }) => name)).toEqual(['a1', 'b1']);
    expect(queue.take(10)).toEqual([]);
    queue.release(first[0]!);
    expect(queue.take(10).map(({ name }) => name)).toEqual(['a2']);
    expect(queue.size).toBe(0);
  });

  it('orders a lane by its order and equal ones by arrival', () => {
    const queue = new Sequencer<ReturnType<typeof job>>();
    [
      job('a', 3, 'late'),
      job('a', 1, 'first'),
      job('a', 1, 'second'),
      job('a', 0, 'early'),
    ].forEach((each) => queue.add(each));
    const seen = [];
    for (let [next] = queue.take(1); next; [next] = queue.take(1)) {
      seen.push(next.name);
      queue.release(next);
    }
    expect(seen).toEqual(['early', 'first', 'second', 'late']);
  });

  it('keeps a job that is added while its lane is busy', () => {
    const queue = new Sequencer<ReturnType<typeof job>>();
    queue.add(job('a', 1));
    const [taken] = queue.take(1);
    queue.add(job('a', 2));
    expect(queue.hasReady).toBe(false);
    queue.release(taken!);
    expect(queue.hasReady).toBe(true);
  });

  it('takes no more than it is asked for', () => {
    const queue = new Sequencer<ReturnType<typeof job>>();
    for (let lane = 0; lane < 5; lane += 1) queue.add(job(String(lane), 0));
    expect(queue.take(3)).toHaveLength(3);
    expect(queue.size).toBe(2);
  });
});
