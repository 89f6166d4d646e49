import {
  endApproval,
  findOpenApproval,
  hashText,
  openApproval,
  recordPasses,
} from '../../src/approvals/approval-store';
import type { Database } from '../../src/database/database';
import { createTestDatabase } from '../support/database';

let database: Database;
let drop: () => Promise<void>;
const at = new Date('2026-11-23T01:30:00Z');

beforeAll(async () => {
  ({ database, drop } = await createTestDatabase());
});
afterAll(() => drop());

const open = (text = '请带身份证来。') =>
  database.transaction((tx) =>
    openApproval(tx, { text, gates: ['review', 'signature'], drafters: ['clerk'], at }),
  );
const find = (id: string) => database.transaction((tx) => findOpenApproval(tx, id));
const pass = (id: string, gate: string, isLast: boolean) =>
  database.transaction((tx) =>
    recordPasses(tx, id, { gates: [gate], by: gate, onBehalfOf: null, opinion: null, isLast, at }),
  );

it('hashes as SHA-256 does', () => {
  expect(hashText('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

it('goes from gate to gate and is no longer open after the last', async () => {
  const id = await open();
  expect(await find(id)).toMatchObject({ gates: ['review', 'signature'], passed: [] });
  await pass(id, 'review', false);
  expect(await find(id)).toMatchObject({ passed: ['review'] });
  await pass(id, 'signature', true);
  expect(await find(id)).toBeNull();
});

it('passes a gate once, also when two press at the same moment', async () => {
  const id = await open();
  const presses = await Promise.allSettled([pass(id, 'review', false), pass(id, 'review', false)]);
  expect(presses.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

it('reckons the hash from the text as it stands, so that a change behind its back fits no agreement', async () => {
  const id = await open('原来的话');
  await database.query(`update approvals set text = '别的话' where id = $1`, [id]);
  expect((await find(id))!.hash).toBe(hashText('别的话'));
});

it('cannot be taken up again once it was sent back', async () => {
  const id = await open();
  await database.transaction((tx) => endApproval(tx, id, 'returned', at));
  await database.transaction((tx) => endApproval(tx, id, 'passed', at));
  const [row] = await database.query(`select state from approvals where id = $1`, [id]);
  expect(row).toEqual({ state: 'returned' });
});
