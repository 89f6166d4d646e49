import { createHmac } from 'node:crypto';
import {
  buildRobotRequest,
  buildWebhookRequest,
  signDingTalk,
} from '../../../src/notices/outbound/build-request';
import type { ClaimedOutbound } from '../../../src/notices/outbound/outbound-store';
import { aRobot, aWebhook } from '../notices-bench';

const now = new Date('2026-11-23T01:30:00.123Z');
const aMessage = (body: Record<string, unknown>): ClaimedOutbound => ({
  ...{ id: '00000000-0000-7000-8000-000000000001', target: 't', body, createdAt: now },
  ...{ attempts: 0, leaseId: 'l' },
});

it('gives WeCom a text', () => {
  const request = buildRobotRequest(
    aRobot(),
    [aMessage({ text: '甲' }), aMessage({ text: '乙' })],
    now,
  );
  expect(request.url.href).toBe('https://robot.example/send?key=k');
  expect(JSON.parse(request.body)).toEqual({ msgtype: 'text', text: { content: '甲\n乙' } });
});

it('signs DingTalk’s address with the time, where the robot has a secret', () => {
  const url = 'https://robot.example/robot/send?access_token=t';
  const robot = aRobot({ app: 'dingtalk', url, secret: 'SEC0001' });
  const { searchParams } = buildRobotRequest(robot, [aMessage({ text: '甲' })], now).url;
  expect(searchParams.get('access_token')).toBe('t');
  expect(searchParams.get('timestamp')).toBe('1795397400123');
  const expected = createHmac('sha256', 'SEC0001')
    .update('1795397400123\nSEC0001')
    .digest('base64');
  expect(searchParams.get('sign')).toBe(expected);
  expect(signDingTalk('SEC0001', '1795397400123')).toBe(expected);
  const plain = buildRobotRequest({ ...robot, secret: null }, [aMessage({ text: '甲' })], now);
  expect(plain.url.href).toBe(url);
});

it('signs a webhook’s time and body together, and names the delivery', () => {
  const { headers, body } = buildWebhookRequest(aWebhook(), aMessage({ event: 'opened' }), now);
  const signature = createHmac('sha256', 'a secret').update(`1795397400.${body}`).digest('hex');
  expect(headers).toMatchObject({
    'x-zhijian-delivery': '00000000-0000-7000-8000-000000000001',
    'x-zhijian-timestamp': '1795397400',
    'x-zhijian-signature': `v1=${signature}`,
  });
});
