import { Agent } from 'undici';
import { createCitizen, type Citizen } from '../../src/simulator/citizen';
import { textOf } from '../../src/simulator/reply-reader';
import { textReply } from './fake-product';
import { startRunning, type Running } from './running';

let running: Running;
let dispatcher: Agent;
let citizen: Citizen;
beforeEach(async () => {
  running = await startRunning();
  dispatcher = new Agent();
  const account = running.simulator.accounts[0]!;
  citizen = createCitizen({
    account,
    callbackUrl: `${running.product.base}/wechat/renshe`,
    dispatcher,
    clock: running.clock,
  });
  running.product.script = (push) =>
    textReply(push, `答：${textOf(push.fields!, 'Content') ?? ''}`);
});
afterEach(async () => {
  await dispatcher.close();
  await running.stop();
});

describe('createCitizen', () => {
  it('should give the decrypted reply', async () => {
    const answer = await citizen.sendText('社保卡怎么办');
    expect(answer).toMatchObject({ status: 200, text: '答：社保卡怎么办' });
    expect(answer.fields).toMatchObject({ ToUserName: citizen.openid, MsgType: 'text' });
    expect(answer.body).toContain('<Encrypt>');
  });

  it('should send the same message twice when told to', async () => {
    const same = { msgId: '23456789012345678', createTimeSeconds: 1764000000 };
    await citizen.sendText('一样', same);
    await citizen.sendText('一样', same);
    const [one, two] = running.product.received;
    expect(one?.fields).toEqual(two?.fields);
    expect(one?.fields).toMatchObject({ MsgId: '23456789012345678', CreateTime: '1764000000' });
    expect(one?.query['nonce']).not.toBe(two?.query['nonce']);
  });

  it('should make a different message each time otherwise', async () => {
    await Promise.all(Array.from({ length: 20 }, () => citizen.sendText('一样')));
    const ids = running.product.received.map((push) => textOf(push.fields!, 'MsgId'));
    expect(new Set(ids).size).toBe(20);
  });

  it('should be refused with a wrong signature, a plain body and an old time', async () => {
    const statusOf = async (overrides: object): Promise<number> =>
      (await citizen.sendText('在吗', overrides)).status;
    expect(await statusOf({ wrongSignature: true })).toBe(401);
    expect(await statusOf({ plainBody: true })).toBe(401);
  });

  it('should send any XML as it is', async () => {
    running.product.script = () => ({ body: 'success' });
    await citizen.sendRaw('<xml><MsgType>hologram</MsgType></xml>');
    expect(running.product.received[0]?.fields).toEqual({ MsgType: 'hologram' });
  });

  it('should say when nothing answers', async () => {
    await running.product.close();
    await expect(citizen.sendText('在吗')).rejects.toThrow('callback not reached');
    running.product.close = () => Promise.resolve();
  });
});
