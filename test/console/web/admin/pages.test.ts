import { accountsSchema } from '../../../../src/console/api/admin/matrix-endpoint';
import {
  filterOf,
  presentActor,
  presentValues,
} from '../../../../src/console/web/pages/audit/audit';
import {
  isTroubled,
  presentMenu,
  type Account,
} from '../../../../src/console/web/pages/accounts/accounts';
import {
  isDiskLow,
  isSkewed,
  presentDisk,
  presentJob,
  presentSkew,
  sortJobs,
  type Job,
} from '../../../../src/console/web/pages/health/health';
import { presentAnswer, presentHours } from '../../../../src/console/web/pages/keywords/keywords';
import {
  isTooLong,
  presentChange,
  presentOutcome,
} from '../../../../src/console/web/pages/menus/menus';
import {
  isLocked,
  presentDevice,
  type Account as Person,
} from '../../../../src/console/web/pages/people/people';
import { presentSource, type Query } from '../../../../src/console/web/pages/queries/queries';

it('says in a line who answers, and when a rule counts', () => {
  const by = { responder: 'x', label: '理解句意', rule: null, item: '补办社保卡', score: 3.416 };
  expect(presentAnswer(by)).toBe('理解句意：补办社保卡（3.42 分）');
  expect(presentAnswer({ ...by, label: '关键词', rule: '地址', item: null, score: null })).toBe(
    '关键词“地址”',
  );
  const between = { from: '22:00', to: '06:00' };
  const dates = { from: '2026-12-01', to: '2026-12-31' };
  expect(presentHours({ between, dates })).toBe('22:00–06:00，2026-12-01 至 2026-12-31');
  expect(presentHours({ between: null, dates: null })).toBe('随时');
});

it('repeats how many buttons change, and says what came of it', () => {
  expect(presentChange({ added: 2, removed: 1 })).toBe('新增或改动 2 个按钮，撤下或改动 1 个按钮');
  expect(presentOutcome({ kind: 'applied', version: 12, detail: null })).toMatch(/第 12 版/);
  expect(presentOutcome({ kind: 'failed', version: null, detail: '微信正忙。' })).toMatch(
    /微信正忙。$/,
  );
  expect(isTooLong({ bytes: 18, limitBytes: 16 })).toBe(true);
  expect(isTooLong({ bytes: 16, limitBytes: 16 })).toBe(false);
});

it('holds an account’s trouble against what the API gives', () => {
  const [account] = accountsSchema.parse({
    accounts: [
      {
        ...{ unit: 'renshe', unitName: '区人社局', accountName: '君山人社', type: 'service' },
        ...{ verified: true, configured: true, capabilities: [], alarms: [], menu: null },
        ...{ token: null, lastMessageAt: null, paused: null, quota: null, lastError: null },
      },
    ],
  }).accounts as unknown as Account[];
  expect([isTroubled(account!), presentMenu(account!)]).toEqual([false, '没有菜单文件']);
  const token = { fetchedAt: null, expiresAt: '2026-11-23T00:00:00Z', valid: false };
  expect(isTroubled({ ...account!, token })).toBe(true);
  expect(isTroubled({ ...account!, token, configured: false })).toBe(false);
});

it('tells clocks, disks and jobs in words', () => {
  expect(presentSkew(null)).toBe('最近没有来消息，不知道');
  expect(presentSkew(-400)).toBe('和本机相差不到 1 秒');
  expect([presentSkew(2500), presentSkew(-2500)]).toEqual(['比本机快 2.5 秒', '比本机慢 2.5 秒']);
  // A message that takes its time makes WeChat's clock seem late: that is nothing odd.
  expect(isSkewed({ databaseAheadMs: 0, wechatAheadMs: -60_000 })).toBe(false);
  expect(isSkewed({ databaseAheadMs: 0, wechatAheadMs: 4000 })).toBe(true);
  expect(isSkewed({ databaseAheadMs: -4000, wechatAheadMs: null })).toBe(true);
  const gib = 1024 ** 3;
  expect(presentDisk({ freeBytes: 2 * gib, totalBytes: 40 * gib })).toBe('剩 2.0 GB，共 40.0 GB');
  expect(isDiskLow({ freeBytes: 1.9 * gib, totalBytes: 40 * gib })).toBe(true);
  expect(isDiskLow(null)).toBe(false);
  const job: Job = {
    ...{ name: 'a', what: '甲', when: '*', runs: 0, startedAt: null, endedAt: null },
    ...{ tookMs: null, failedAt: null, failures: 0 },
  };
  const running = { ...job, runs: 1, startedAt: '2026-11-23T01:00:00Z' };
  const failing = { ...running, name: 'b', failures: 3 };
  expect([job, running, failing].map(presentJob)).toEqual([
    '还没有到时间',
    '正在运行',
    '连续失败 3 次',
  ]);
  expect(sortJobs([job, failing]).map(({ name }) => name)).toEqual(['b', 'a']);
});

it('narrows the record by whole days in China, and names values', () => {
  expect(filterOf({ room: 'staff.', from: '2026-11-23', to: '2026-11-23', unit: '' })).toEqual({
    action: 'staff.',
    from: '2026-11-22T16:00:00.000Z',
    to: '2026-11-23T16:00:00.000Z',
  });
  expect(presentActor({ kind: 'operator', id: 'root', name: 'root', ip: null })).toBe(
    '服务器上的操作员（root）',
  );
  const id = '0199fc00-0000-7000-8000-000000000001';
  const unitName = (code: string) => (code === 'renshe' ? '区人社局' : code);
  const named = { people: { [id]: '张三' }, unitName };
  const recorded = {
    roles: '经办（renshe，含保密）',
    cases: ['A', 'B'],
    handler: id,
    unit: 'renshe',
  };
  expect(presentValues(recorded, named)).toEqual([
    '角色：经办（区人社局，含保密）',
    '办件：A、B',
    '承办人：张三',
    '单位：区人社局',
  ]);
  expect(presentValues({ state: 'active', mentions: [] }, named)).toEqual([
    '状态：在用',
    '提醒的人：没有',
  ]);
  expect(presentValues(null, named)).toEqual([]);
});

it('tells a lock that is over from one that holds, and names devices', () => {
  const now = new Date('2026-11-23T02:00:00Z');
  const locked = (until: string | null) => isLocked({ lockedUntil: until } as Person, now);
  expect([null, '2026-11-23T01:59:00Z', '2026-11-23T02:01:00Z'].map(locked)).toEqual([
    false,
    false,
    true,
  ]);
  const office = 'Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/120 Safari/537.36';
  expect(presentDevice(office)).toBe('Windows 电脑，Chrome');
  expect(presentDevice(`${office} Edg/120`)).toBe('Windows 电脑，Edge');
  expect(presentDevice(null)).toBe('未知设备');
});

it('says where a query’s data comes from', () => {
  const query = { sourceLabel: '外部系统', http: null, table: null } as Query;
  expect(presentSource(query)).toBe('外部系统');
  expect(presentSource({ ...query, http: { host: 'a.gov.cn', timeoutMs: 3000 } })).toBe(
    '外部系统：a.gov.cn，等 3 秒',
  );
});
