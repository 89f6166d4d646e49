import { createDataKeys } from '../../../src/audit/data-keys';
import { createRecordAudit } from '../../../src/audit/record-audit';
import {
  readRevealed,
  revealPersonalData,
  type RevealPorts,
  type RevealScope,
} from '../../../src/cases/reveal/reveal-personal-data';
import { createSealer } from '../../../src/privacy/sealer';
import { createCaseWorld, type CaseWorld } from '../../support/case-world';
import { createTestDatabase, type TestDatabase } from '../../support/database';

const MINUTE_MS = 60_000;
const WORDS = '我的身份证是430602199001011234';
const actor = { id: 'zhangsan', name: '张三', ip: '10.1.2.3' };
const scope: RevealScope = { units: ['renshe'], restrictedUnits: [], revealUnits: ['renshe'] };
const request = { reason: '核对参保身份' };

let test: TestDatabase;
let world: CaseWorld;
let ports: RevealPorts;

beforeEach(async () => {
  test = await createTestDatabase();
  world = await createCaseWorld(test.database);
  const sealer = createSealer('a secret key of the tests, long enough');
  const recordAudit = createRecordAudit(createDataKeys(sealer));
  ports = { clock: world.clock, sealer, recordAudit };
});
afterEach(() => test.drop());

/** A case whose first message holds an ID number. @returns the message's id */
async function aMessage(overrides: { restricted?: boolean } = {}): Promise<string> {
  const number = await world.open(overrides);
  const [message] = await test.database.query<{ id: string; account: string }>(
    `select m.id, m.account from messages m join cases c on c.id = m.case_id
     where c.number = $1 order by m.id limit 1`,
    [number],
  );
  const { id, account } = message!;
  const original = ports.sealer.seal(
    JSON.stringify({ content: WORDS }),
    `message:${account}:${id}`,
  );
  await test.database.query('update messages set original = $2 where id = $1', [id, original]);
  return id;
}

const reveal = (messageId: string, more: Partial<RevealScope> = {}, reason = request.reason) =>
  revealPersonalData(test.database, ports, { ...scope, ...more }, actor, { messageId, reason });
const read = (messageId: string, who = actor, more: Partial<RevealScope> = {}) =>
  readRevealed(test.database, ports, { ...scope, ...more }, who, messageId);

it('shows the words in full for a reason, and again for 15 minutes to the same person', async () => {
  const id = await aMessage();
  expect(await read(id)).toBeNull();
  const revealed = await reveal(id);
  expect(revealed).toEqual({
    fields: { content: WORDS },
    expiresAt: new Date(world.clock.now().getTime() + 15 * MINUTE_MS),
  });
  world.clock.advance(15 * MINUTE_MS - 1);
  expect(await read(id)).toEqual(revealed);
  expect(await read(id, { ...actor, id: 'lisi' })).toBeNull();
  world.clock.advance(1);
  expect(await read(id)).toBeNull();
});

it('leaves each look on record, with the reason, and nothing of the words (acceptance 10)', async () => {
  const id = await aMessage();
  await reveal(id);
  world.clock.advance(1000);
  await read(id);
  const rows = await test.database.query(
    `select action, actor_id, ip, unit, subject_id, reason, restricted from audit_entries
     order by at, id`,
  );
  const row = { actor_id: 'zhangsan', ip: '10.1.2.3', unit: 'renshe', subject_id: id };
  expect(rows).toEqual([
    { ...row, action: 'personal_data.reveal', reason: '核对参保身份', restricted: false },
    { ...row, action: 'personal_data.read', reason: null, restricted: false },
  ]);
  const all = await test.database.query('select t::text from audit_entries t');
  expect(JSON.stringify(all)).not.toContain('430602199001011234');
});

it('is as good as absent to another unit, and refused without the right', async () => {
  const id = await aMessage();
  const elsewhere = { units: ['yibao'], revealUnits: ['yibao'] };
  const absent = '019a0000-0000-7000-8000-000000000009';
  for (const work of [reveal(id, elsewhere), read(id, actor, elsewhere), reveal(absent)]) {
    await expect(work).rejects.toMatchObject({ code: 'not_found', message: '没有这条消息。' });
  }
  await expect(reveal(id, { revealUnits: [] })).rejects.toMatchObject({ code: 'forbidden' });
  expect(await test.database.query('select * from personal_data_grants')).toEqual([]);
});

it('shows a restricted case to named people only, and its record says that it is restricted', async () => {
  const id = await aMessage({ restricted: true });
  await expect(reveal(id)).rejects.toMatchObject({ code: 'not_found' });
  await reveal(id, { restrictedUnits: ['renshe'] });
  expect(await test.database.query('select restricted from audit_entries')).toEqual([
    { restricted: true },
  ]);
});

it('wants a reason, and something to show', async () => {
  const id = await aMessage();
  await expect(reveal(id, {}, '看看')).rejects.toMatchObject({ code: 'bad_request' });
  await test.database.query('update messages set original = null');
  await expect(reveal(id)).rejects.toMatchObject({ code: 'conflict' });
});
