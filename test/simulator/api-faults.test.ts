import type { ApiFaultInput, ApiFaultSettings } from '../../src/simulator/api/faults';
import type { SendRecord } from '../../src/simulator/api/send-log';
import { sendCustomMessage } from '../../src/wechat/api/custom-message';
import { getMenu } from '../../src/wechat/api/menu';
import { getUserInfo } from '../../src/wechat/api/user';
import type { WechatApi } from '../../src/wechat/api/wechat-api';
import { createRealClient, outcomeOf } from './real-client';
import { shownText, startRunning, type Running } from './running';

const OPENID = 'oWithoutAPhone00000000000001';
let running: Running;
let api: WechatApi;

beforeEach(async () => {
  running = await startRunning();
  api = createRealClient(running);
  running.simulator.putCitizen('renshe', OPENID, { opens: 'message' });
});
afterEach(async () => {
  await api.close();
  await running.stop();
});

const send = (content = '请带身份证来。'): ReturnType<typeof outcomeOf> =>
  outcomeOf(sendCustomMessage(api, { touser: OPENID, msgtype: 'text', text: { content } }));
const setFaults = (...faults: NonNullable<ApiFaultInput['faults']>): void =>
  running.simulator.setApiFaults('renshe', { faults });
const sends = (): SendRecord[] => running.simulator.sends('renshe');

describe('API faults', () => {
  it.each(['-1', '45009', '45011', '45015', '45047', '48001', '43004'] as const)(
    'should refuse with %s as often as told, and take nothing',
    async (kind) => {
      setFaults({ kind, count: 2 });
      expect([await send(), await send(), await send()]).toEqual([
        Number(kind),
        Number(kind),
        'done',
      ]);
      expect(sends().map((one) => [one.taken, one.errcode, one.fault])).toEqual([
        [false, Number(kind), kind],
        [false, Number(kind), kind],
        [true, 0, null],
      ]);
    },
  );

  it.each(['40001', '42001'] as const)(
    'should spoil the token with %s, so that another is asked for once',
    async (kind) => {
      setFaults({ kind, count: 1 });
      expect(await send()).toBe('done');
      expect(sends().map((one) => one.errcode)).toEqual([Number(kind), 0]);
      // The token in store is good again.
      expect(await send()).toBe('done');
      expect(sends()).toHaveLength(3);
    },
  );

  it('should cut before anything is done and after everything is', async () => {
    setFaults({ kind: 'cut_before', count: 1 });
    expect(await send()).toBe('lost');
    setFaults({ kind: 'cut_after', count: 1 });
    expect(await send()).toBe('lost');
    expect(sends()).toMatchObject([
      { taken: false, errcode: null, fault: 'cut_before', openid: OPENID },
      { taken: true, errcode: 0, fault: 'cut_after' },
    ]);
  });

  it('should answer with a page that is no JSON although it took the message', async () => {
    setFaults({ kind: 'not_json', count: 1 });
    expect(await send()).toBe('lost');
    expect(sends()).toMatchObject([{ taken: true, fault: 'not_json' }]);
  });

  it('should answer late', async () => {
    setFaults({ kind: 'slow', delayMs: 60, count: 1 });
    const startedAt = performance.now();
    expect(await send()).toBe('done');
    expect(performance.now() - startedAt).toBeGreaterThan(55);
  });

  it('should log what was really refused under a cut', async () => {
    for (let sent = 0; sent < 5; sent += 1) await send();
    setFaults({ kind: 'cut_after', count: 1 });
    expect(await send()).toBe('lost');
    expect(sends().at(-1)).toMatchObject({ taken: false, errcode: 45047, fault: 'cut_after' });
  });

  it('should keep states of a citizen to messages, and a fault with a path to that path', async () => {
    setFaults({ kind: '45015' }, { kind: '-1', path: '/cgi-bin/menu/get' });
    expect(await outcomeOf(getUserInfo(api, OPENID))).toBe('done');
    expect(await outcomeOf(getMenu(api))).toBe(-1);
    expect(await send()).toBe(45015);
  });

  it('should spare token calls unless their path is named', async () => {
    setFaults({ kind: '-1', path: '/cgi-bin/stable_token', count: 1 });
    expect(await send()).toBe(-1);
    expect(sends()).toEqual([]);
    expect(await send()).toBe('done');
  });

  it('should leave other accounts alone', async () => {
    setFaults({ kind: '-1' });
    const other = createRealClient(running, 'yibao');
    expect(await outcomeOf(getMenu(other))).toBe(48001);
    await other.close();
  });

  it('should make the same faults of the same seed, about as many as asked for', async () => {
    const play = async (seed: number): Promise<(string | null)[]> => {
      const faults = [{ kind: '-1' as const, probability: 0.3 }];
      running.simulator.setApiFaults('renshe', { seed, faults });
      const from = sends().length;
      for (let call = 0; call < 60; call += 1) await send();
      return sends()
        .slice(from)
        .map((one) => one.fault);
    };
    const [first, again, another] = [await play(7), await play(7), await play(8)];
    expect(again).toEqual(first);
    expect(another).not.toEqual(first);
    const hit = first.filter((fault) => fault !== null).length;
    expect(hit).toBeGreaterThan(8);
    expect(hit).toBeLessThan(30);
  });
});

describe('the control endpoint', () => {
  const at = (rest: string): string => `${running.simulator.url}/control/accounts/${rest}`;
  const put = (rest: string, body: unknown): Promise<Response> =>
    fetch(at(rest), {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('should set faults and tell what is left of them', async () => {
    await put('renshe/faults', { faults: [{ kind: '45011', count: 3 }] });
    expect(await send()).toBe(45011);
    const left = (await (await fetch(at('renshe/faults'))).json()) as ApiFaultSettings;
    expect(left.faults).toMatchObject([{ kind: '45011', count: 2, probability: 1 }]);
  });

  it('should refuse what is no fault and no account', async () => {
    expect((await put('renshe/faults', { faults: [{ kind: '42' }] })).status).toBe(400);
    expect((await put('shuiwu/faults', { faults: [] })).status).toBe(404);
    const form = { method: 'PUT', body: '{"faults":[]}' };
    expect((await fetch(at('renshe/faults'), form)).status).toBe(400);
  });

  it('should list the sends of one citizen, and those after a number', async () => {
    const other = 'oWithoutAPhone00000000000002';
    await put(`renshe/citizens/${other}`, { opens: 'event' });
    await send('一');
    const message = { touser: other, msgtype: 'text', text: { content: '二' } } as const;
    expect(await outcomeOf(sendCustomMessage(api, message))).toBe('done');

    const list = async (query: string): Promise<SendRecord[]> =>
      ((await (await fetch(at(`renshe/sends?${query}`))).json()) as { sends: SendRecord[] }).sends;
    expect(await list(`openid=${other}`)).toMatchObject([
      { sequence: 2, openid: other, body: message, taken: true, at: running.clock.at },
    ]);
    expect((await list('after=1')).map((one) => one.sequence)).toEqual([2]);
    expect(await list('')).toHaveLength(2);
  });

  it('should make an unfollowed citizen whom nothing can be sent to', async () => {
    await put(`renshe/citizens/${OPENID}`, { following: false });
    expect(await send()).toBe(43004);
  });
});

it('should show on the phone what was taken, whatever the account was told', async () => {
  const phone = running.phone('张大妈');
  await phone.act('renshe', { kind: 'follow' });
  const openid = running.product.received[0]!.fields!['FromUserName'] as string;
  setFaults({ kind: 'cut_after', count: 1 });
  const text = { content: '已经送到' };
  expect(await outcomeOf(sendCustomMessage(api, { touser: openid, msgtype: 'text', text }))).toBe(
    'lost',
  );
  expect(shownText((await phone.entries('renshe')).at(-1))).toBe('已经送到');
});
