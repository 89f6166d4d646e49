import type { Database } from '../../src/database/database';
import { listAccountStatus, listCapabilities } from '../../src/delivery/account-store';
import { createCapabilityCache } from '../../src/delivery/capability-cache';
import { readAccountFigures } from '../../src/delivery/figures';
import { probeAccount, type DeclaredAccount } from '../../src/delivery/probe-account';
import { createLogger } from '../../src/platform/logger';
import { fixedClock } from '../support/clock';
import { createTestDatabase } from '../support/database';
import { aCitizen, answerTo, aWorker, fakeApi, refused } from '../support/delivery';

let database: Database;
let drop: () => Promise<void>;
const clock = fixedClock();
const logger = createLogger('silent');
beforeEach(async () => {
  ({ database, drop } = await createTestDatabase());
});
afterEach(() => drop());

const verified: DeclaredAccount = {
  account: 'renshe',
  accountType: 'subscription',
  verified: true,
};
const probe = (declared: DeclaredAccount, api = fakeApi()) =>
  probeAccount({ database, clock, logger }, declared, api);

async function granted(): Promise<Record<string, [boolean, string]>> {
  const rows = await listCapabilities(database);
  return Object.fromEntries(rows.map((row) => [row.capability, [row.granted, row.reason]]));
}

it('notes what is declared and what two cheap calls find out', async () => {
  await probe(verified);
  expect(await granted()).toEqual({
    custom_message: [true, 'probe'],
    menu: [true, 'probe'],
    user_info: [true, 'probe'],
    template_message: [false, 'declared'],
    subscription_notice: [false, 'declared'],
    web_authorization: [false, 'declared'],
    scene_qr: [false, 'declared'],
  });
  const [status] = await listAccountStatus(database, ['renshe']);
  expect(status).toMatchObject({ quotaLimit: 500_000, quotaLeft: 499_000, quotaAt: clock.now() });
});

it('believes WeChat rather than the file', async () => {
  const api = fakeApi();
  api.probeMenu = () => Promise.reject(refused(48001, '/cgi-bin/menu/get'));
  await probe(verified, api);
  expect(await granted()).toMatchObject({
    custom_message: [false, 'probe'],
    menu: [false, 'probe'],
    user_info: [false, 'probe'],
  });
  const capabilities = createCapabilityCache(database);
  expect(capabilities.may('renshe', 'custom_message')).toBe(true);
  await capabilities.refresh();
  expect(capabilities.may('renshe', 'custom_message')).toBe(false);
  const citizen = await aCitizen(database, clock);
  expect(await answerTo(database, clock, citizen)).toEqual({
    state: 'held',
    reason: 'no_permission',
  });
});

it('declared unverified, holds answers before anybody asked WeChat', async () => {
  const api = fakeApi();
  api.probeMenu = () => Promise.reject(refused(-1, '/cgi-bin/menu/get'));
  await probe({ ...verified, verified: false }, api);
  expect(await granted()).toMatchObject({ custom_message: [false, 'declared'] });
});

it('is corrected by 48001 and keeps that over the file at the next start', async () => {
  await probe(verified);
  const citizen = await aCitizen(database, clock);
  await answerTo(database, clock, citizen);
  const api = fakeApi({
    send: () => {
      throw refused(48001);
    },
  });
  await aWorker({ database, clock, api }).deliverDue();
  expect(await granted()).toMatchObject({ custom_message: [false, 'refused'] });
  const silent = fakeApi();
  silent.probeMenu = () => Promise.reject(refused(-1, '/cgi-bin/menu/get'));
  await probe(verified, silent);
  expect(await granted()).toMatchObject({ custom_message: [false, 'refused'] });
  const [status] = await listAccountStatus(database, ['renshe']);
  expect(status!.alarms).toMatchObject([{ alarm: 'no_permission', times: 1 }]);
});

it('raises an alarm when the connection itself is refused', async () => {
  const api = fakeApi();
  api.probeMenu = () => Promise.reject(refused(40164, '/cgi-bin/stable_token'));
  await probe(verified, api);
  const [figures] = await readAccountFigures(database, ['renshe'], clock.now());
  expect(figures).toMatchObject({ alarms: 1, paused: false, tokenSecondsLeft: null });
});
