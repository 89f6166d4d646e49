import fs from 'node:fs';
import path from 'node:path';
import type { CommandIo } from '../../src/cli/command';
import { contentCommand } from '../../src/cli/content';
import { buildJsonSchemas } from '../../src/content/schema-files';
import { ContentFolder } from '../content/content-folder';

let folder: ContentFolder;
let out: string[];
let err: string[];
beforeEach(() => {
  folder = new ContentFolder();
  [out, err] = [[], []];
});
afterEach(() => folder.dispose());

function run(...args: string[]): Promise<number> {
  const io: CommandIo = {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    env: { REPLIES_DIR: folder.repliesDir, MENUS_DIR: folder.menusDir, PORT: 'not looked at' },
    ask: null,
  };
  return contentCommand.run(args, io);
}

it('says that all is well, then what each unit must still fill, then a total', async () => {
  expect(await run('check')).toBe(0);
  expect(err).toEqual([]);
  expect(out[0]).toMatch(/^全部通过：2 个单位，4 个事项，版本 [0-9a-f]{16}$/);
  // In November and December one line more asks for next year's holidays.
  const lines = out.slice(1).filter((line) => !line.startsWith('注意：'));
  expect(lines).toEqual([
    '',
    '君山区人力资源和社会保障局（renshe）：没有核对 2 项',
    '  没有核对：单位信息、养老金',
    '',
    '君山区医疗保障局（yibao）：没有核对 3 项',
    '  没有核对：单位信息、医保缴费、内部事项',
    '',
    '合计：没有核对 5 项',
  ]);
});

it('says where telephones are missing and which facts are not shown', async () => {
  folder.edit('replies/renshe/unit.yaml', 'telephone: "0730-8123456"\n', '');
  folder.edit('replies/renshe/items.yaml', 'quality: gov', 'quality: press');
  expect(await run('check')).toBe(0);
  const text = out.join('\n');
  expect(text).toContain('（renshe）：没有填 1 项，没有核对 2 项，依据待查 1 项');
  expect(text).toMatch(/unit\.yaml:2 {2}没有填：没有电话，群众看到的是 12345/);
  expect(text).toMatch(
    /items\.yaml:10 {2}依据待查：社保卡，费用“首次办理不收费”：媒体报道，不显示/,
  );
  expect(out.at(-1)).toBe('合计：没有填 1 项，没有核对 5 项，依据待查 1 项');
});

it('prints every fault with its place and remedy, and fails', async () => {
  folder.edit('replies/renshe/unit.yaml', 'letters:', 'leters:');
  folder.edit('replies/yibao/items.yaml', 'kind: guide', 'kind: guid');
  expect(await run('check')).toBe(1);
  expect(out).toEqual([]);
  expect(err).toEqual([
    `${path.join(folder.repliesDir, 'renshe/unit.yaml')}:6:1  不认识“leters”  →  您是不是想写 letters？`,
    `${path.join(folder.repliesDir, 'yibao/items.yaml')}:4:11  kind 不能写“guid”  →  您是不是想写 guide？`,
    '\n共有 2 处错误',
  ]);
});

it('writes the JSON Schemas, and only those that changed', async () => {
  expect(await run('schemas')).toBe(0);
  expect(out).toHaveLength(buildJsonSchemas(folder).size);
  const file = path.join(folder.repliesDir, 'schemas', 'items.schema.json');
  expect(JSON.parse(fs.readFileSync(file, 'utf8'))).toMatchObject({ type: 'object' });
  fs.writeFileSync(file, '');
  out = [];
  expect(await run('schemas')).toBe(0);
  expect(out).toEqual([expect.stringMatching(/^已更新 .*items\.schema\.json$/)]);
  expect(await run('check')).toBe(0);
});

it.each([[[]], [['chek']], [['check', 'renshe']]])('explains itself on %j', async (args) => {
  expect(await run(...args)).toBe(2);
  expect(err.join('\n')).toContain('content check');
});
