import { insertNotices } from '../../../src/notices/notice-store';
import { enqueueOutbound } from '../../../src/notices/outbound/outbound-store';
import { aRobot, aWebhook } from '../../notices/notices-bench';
import { held, type Known } from '../../staff/staff-bench';
import { startConsole, type ConsoleBench } from '../console-bench';

let bench: ConsoleBench;

beforeEach(async () => {
  bench = await startConsole((staff) => ({
    notices: { ...staff, targets: () => [aRobot(), aWebhook({ secret: null })] },
  }));
});
afterEach(() => bench.drop());

interface Page {
  notices: { id: string; text: string; label: string; readAt: string | null }[];
  next: string | null;
  unread: number;
}

async function tell({ id: staffId }: Known, count: number): Promise<void> {
  const number = await bench.world.open();
  const { id: caseId } = (await bench.world.read(number)) as { id: string };
  for (let n = 0; n < count; n++) {
    bench.clock.advance(1_000);
    const at = bench.clock.now();
    const notice = { staffId, caseId, number, kind: 'mention', about: `${n}`, at } as const;
    await insertNotices(bench.database, [{ ...notice, text: `第${n}条` }]);
  }
}

it('lists one’s own notices page by page, the newest first, and marks them read', async () => {
  const clerk = await bench.signedIn('zhangsan', held('clerk'));
  const other = await bench.signedIn('lisi', held('clerk'));
  await tell(clerk.known, 25);
  const first = (await clerk.ask('/api/notices')).body as Page;
  expect([first.notices.length, first.notices[0]!.text, first.unread]).toEqual([20, '第24条', 25]);
  expect(first.notices[0]!.label).toBe('提到我');
  const before = encodeURIComponent(first.next!);
  const second = (await clerk.ask(`/api/notices?before=${before}`)).body as Page;
  expect([second.notices.length, second.notices[0]!.text, second.next]).toEqual([5, '第4条', null]);
  expect((await other.ask('/api/notices')).body).toEqual({ notices: [], next: null, unread: 0 });
  const ids = [first.notices[0]!.id];
  await other.ask('/api/notices/read', { body: { ids } });
  expect((await clerk.ask('/api/notices/unread')).body).toEqual({ unread: 25 });
  const marked = await clerk.ask('/api/notices/read', { body: { ids } });
  expect(marked.body).toEqual({ unread: 24 });
  const unread = (await clerk.ask('/api/notices?unread=true&size=50')).body as Page;
  expect(unread.notices).toHaveLength(24);
  expect((await clerk.ask('/api/notices/read', { body: { ids: null } })).body).toEqual({
    unread: 0,
  });
});

it('tells an open page that there is something new', async () => {
  const clerk = await bench.signedIn('zhangsan', held('clerk'));
  const seen: string[] = [];
  const onlooker = { personId: clerk.known.id, scope: { units: [] }, onReset: () => undefined };
  await bench.live.feed.subscribe(
    { ...onlooker, onPlace: () => undefined, onEvent: ({ kind }) => void seen.push(kind) },
    null,
  );
  await tell(clerk.known, 1);
  await bench.live.feed.look();
  expect(seen).toEqual(['notice']);
});

it('shows to who watches the system what left and what is missing, without what was said', async () => {
  const admin = await bench.signedIn('guanli', held('system_admin', null));
  const at = bench.clock.now();
  await enqueueOutbound(bench.database, [
    { target: 'group', kind: 'robot', body: { text: '办件 RS1 逾期' }, at },
  ]);
  const { status, body, text } = await admin.ask('/api/outbound');
  expect([status, body]).toMatchObject([
    200,
    {
      targets: [
        { id: 'group', kindLabel: '群机器人', missing: null },
        { id: 'board', kindLabel: '别的系统', missing: '没有设置 NOTIFY_BOARD_SECRET' },
      ],
      messages: [{ target: 'group', state: 'waiting', stateLabel: '等待发送', attempts: 0 }],
      next: null,
    },
  ]);
  expect(text).not.toMatch(/RS1|robot\.example|a secret/);
  const failed = await admin.ask('/api/outbound?state=failed');
  expect(failed.body).toMatchObject({ messages: [] });
  const clerk = await bench.signedIn('zhangsan', held('clerk'));
  expect((await clerk.ask('/api/outbound')).status).toBe(403);
});
