import type { ContentSet } from '../../src/content/load-content';
import type { ContentWatcher, WatchOptions } from '../../src/content/watch-content';
import { watchContent } from '../../src/content/watch-content';
import { ContentFolder, now } from './content-folder';

const clock = { now: () => now };
const items = 'replies/renshe/items.yaml';
const whereOf = (content: ContentSet) =>
  content.routing.items.find(({ ref }) => ref === 'renshe.card')?.where;

let folder: ContentFolder;
let watcher: ContentWatcher;
let heard: string[];

function watch(options: Partial<WatchOptions> = {}): void {
  watcher = watchContent({
    ...folder,
    onChange: (content) => heard.push(`live: ${whereOf(content)}`),
    onFaults: (faults) => heard.push(`faults: ${faults.length}`),
    clock,
    intervalMs: 3_600_000,
    ...options,
  });
}

beforeEach(() => {
  folder = new ContentFolder();
  heard = [];
});
afterEach(() => {
  watcher.close();
  folder.dispose();
});

it('takes up changed files, once', async () => {
  watch();
  await watcher.checkNow();
  expect(heard).toEqual([]);
  folder.edit(items, '政务中心', '政务大厅');
  await watcher.checkNow();
  await watcher.checkNow();
  expect(heard).toEqual(['live: 政务大厅']);
});

it('takes the whole set or nothing: one wrong file keeps the right changes of others back', async () => {
  watch();
  await watcher.checkNow();
  folder.edit(items, '政务中心', '政务大厅');
  folder.edit('replies/yibao/unit.yaml', 'name:', 'name：');
  await watcher.checkNow();
  expect(heard).toEqual(['faults: 1']);
  folder.edit('replies/yibao/unit.yaml', 'name：', 'name:');
  await watcher.checkNow();
  expect(heard).toEqual(['faults: 1', 'live: 政务大厅']);
});

it('says that all is well again when the files are put back as they were', async () => {
  watch();
  await watcher.checkNow();
  const right = folder.read(items);
  folder.write(items, 'items: 1');
  await watcher.checkNow();
  folder.write(items, right);
  await watcher.checkNow();
  expect(heard).toEqual(['faults: 1', 'live: 政务中心']);
});

it('says nothing of a file that was saved without a change', async () => {
  watch({ version: (await folder.loadRight()).version });
  await watcher.checkNow();
  folder.write(items, folder.read(items));
  await watcher.checkNow();
  expect(heard).toEqual([]);
});

it('notices new and removed files', async () => {
  watch();
  await watcher.checkNow();
  folder.write('replies/renshe/keyword.yaml', 'keywords: []');
  await watcher.checkNow();
  folder.remove('replies/renshe/keyword.yaml');
  await watcher.checkNow();
  expect(heard).toEqual(['faults: 1', 'live: 政务中心']);
});

it('notices what changed between the reading and the watching', async () => {
  const { version } = await folder.loadRight();
  folder.edit(items, '政务中心', '政务大厅');
  watch({ version });
  await watcher.checkNow();
  expect(heard).toEqual(['live: 政务大厅']);
});

it('is silent once closed', async () => {
  watch();
  await watcher.checkNow();
  folder.edit(items, '政务中心', '政务大厅');
  watcher.close();
  await watcher.checkNow();
  expect(heard).toEqual([]);
});

it('looks by itself, and waits until two looks in a row agree', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  try {
    const { version } = await folder.loadRight();
    const changed = new Promise<string>((resolve) => {
      watch({ version, intervalMs: 2000, onChange: (content) => resolve(whereOf(content) ?? '') });
    });
    folder.edit(items, '政务中心', '政务大厅');
    jest.advanceTimersByTime(2000);
    jest.advanceTimersByTime(2000);
    expect(await changed).toBe('政务大厅');
  } finally {
    jest.useRealTimers();
  }
});

it('reports what uses the files refusing them, and goes on', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  try {
    const { version } = await folder.loadRight();
    const refused = new Promise<string>((resolve) => {
      watch({
        version,
        intervalMs: 2000,
        onChange: () => {
          throw new Error('no index');
        },
        onFaults: ([fault]) => resolve(fault?.message ?? ''),
      });
    });
    folder.edit(items, '政务中心', '政务大厅');
    jest.advanceTimersByTime(4000);
    expect(await refused).toBe('改动无法启用：no index');
  } finally {
    jest.useRealTimers();
  }
});
