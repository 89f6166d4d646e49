import { getMetadataArgsStorage } from 'typeorm';
import { entities } from '../../../src/entities';
import { collectedData } from '../../../src/pages/privacy/collected-data';
import { Browser, createPagesWorld, type PagesWorld } from '../progress/pages-world';

/** Sealed or hashed columns that hold nothing of a citizen, each with its reason. */
const NOT_OF_CITIZENS: Readonly<Record<string, string>> = {
  'access_tokens.token': 'of an account',
  'approvals.text_hash': 'of an answer',
  'audit_checkpoints.hash': 'of the chain',
  'audit_seals.hash': 'of the chain',
  'console_requests.request_hash': 'of staff',
  'export_chunks.bytes': 'of staff, for a day',
  'phrases.approved_hash': 'of a phrase',
  'query_keys.identity': 'a unit’s own register',
  'query_keys.key': 'a unit’s own register',
  'query_rows.digest': 'a unit’s own register',
  'query_rows.identity': 'a unit’s own register',
  'query_rows.sealed': 'a unit’s own register',
  'staff.totp_secret': 'of staff',
  'staff_sessions.token_hash': 'of staff',
};

/** Every column of the product, `table.column`, with its type. */
function listColumns(): { name: string; type: unknown }[] {
  const { tables, columns } = getMetadataArgsStorage();
  return entities.flatMap((entity) => {
    const table = tables.find(({ target }) => target === entity)?.name ?? '';
    return columns
      .filter(({ target }) => target === entity || (entity as object) instanceof (target as never))
      .map(({ options }) => ({ name: `${table}.${options.name ?? ''}`, type: options.type }));
  });
}

it('names every sealed column of citizens’, and none that there is not', () => {
  const columns = listColumns();
  const named = collectedData.flatMap((data) => data.columns);
  const names = new Set(columns.map(({ name }) => name));
  expect(named.filter((name) => !names.has(name))).toEqual([]);
  const sealed = columns.filter(({ type }) => type === 'bytea').map(({ name }) => name);
  const unnamed = sealed.filter((name) => !named.includes(name) && !(name in NOT_OF_CITIZENS));
  expect(unnamed).toEqual([]);
  expect(new Set(named).size).toBe(named.length);
});

describe('the page', () => {
  let world: PagesWorld;
  beforeAll(async () => {
    world = await createPagesWorld();
  });
  afterAll(() => world.stop());

  it('says how long by the live files, and which queries check who somebody is', async () => {
    const page = await new Browser(world.url).get('/p/privacy/minzheng');
    expect(page.words).toContain('取消关注30天后删除');
    expect(page.words).toContain('保存365天');
    expect(page.words).toContain('补贴发放查询');
    expect(page.words).toContain('姓名、身份证号、登记手机后四位');
    const other = await new Browser(world.url).get('/p/privacy/wenlv');
    expect(other.words).not.toContain('补贴发放查询');
    expect((await new Browser(world.url).get('/p/privacy/nobody')).status).toBe(404);
  });
});
