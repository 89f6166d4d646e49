import { describeAccount } from '../../src/cli/accounts';
import type { AccountStatusRow, KnownCapability } from '../../src/delivery/account-store';

const now = new Date('2026-11-23T01:30:00Z');
const minutesAgo = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);

const nothing: AccountStatusRow = {
  account: 'renshe',
  tokenFetchedAt: null,
  tokenExpiresAt: null,
  lastCallbackAt: null,
  pausedUntil: null,
  pauseReason: null,
  quotaLimit: null,
  quotaLeft: null,
  quotaAt: null,
  lastError: null,
  lastErrorAt: null,
  alarms: [],
};

it('says of an account that nothing is known of what is not known', () => {
  expect(describeAccount(nothing, [], now)).toEqual([
    '接口凭证：还没有取过',
    '最近回调：还没有',
    '接口权限：还没有试探过，启动 npm start 后会自动试探',
    '今天的客服消息额度：还没有问过微信',
    '告警：无',
  ]);
});

it('tells token, callback, capabilities, quota, pause, last error and alarms', () => {
  const known: KnownCapability[] = [
    { account: 'renshe', capability: 'menu', granted: true, reason: 'probe', at: minutesAgo(60) },
    {
      account: 'renshe',
      capability: 'custom_message',
      granted: false,
      reason: 'refused',
      at: minutesAgo(5),
    },
  ];
  const row: AccountStatusRow = {
    ...nothing,
    tokenFetchedAt: minutesAgo(30),
    tokenExpiresAt: minutesAgo(-90),
    lastCallbackAt: minutesAgo(180),
    pausedUntil: minutesAgo(-4),
    pauseReason: 'account_fault',
    quotaLimit: 500_000,
    quotaLeft: 499_000,
    quotaAt: minutesAgo(10),
    lastError: '请加上服务器的出口 IP 1.2.3.4。',
    lastErrorAt: minutesAgo(1),
    alarms: [
      {
        alarm: 'account_fault',
        detail: '请加上服务器的出口 IP 1.2.3.4。',
        times: 3,
        raised_at: minutesAgo(20).toISOString(),
      },
    ],
  };
  expect(describeAccount(row, known, now)).toEqual([
    '接口凭证：30 分钟前取得，还有 90 分钟到期',
    '最近回调：3 小时前',
    '有权限：自定义菜单（试探过，11月23日 08:30）',
    '无权限：客服消息（主动回复）（微信拒绝过，11月23日 09:25）',
    '今天的客服消息额度：剩 499000 次，共 500000 次（11月23日 09:20 问得）',
    '暂停发送到 11月23日 09:34：公众号接口停用',
    '最近一次出错：11月23日 09:29  请加上服务器的出口 IP 1.2.3.4。',
    '告警：请加上服务器的出口 IP 1.2.3.4。（11月23日 09:10 起，3 次）',
  ]);
});
