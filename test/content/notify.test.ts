import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadConfig } from '../../src/content/load-config';
import { ContentFolder } from './content-folder';

const file = 'replies/district/notify.yaml';
let folder: ContentFolder;
beforeEach(() => (folder = new ContentFolder()));
afterEach(() => folder.dispose());

it('takes robots and other systems, with what holds where the file says nothing', async () => {
  folder.write(
    file,
    `robots:
  - { id: renshe-group, name: 值班群, app: wecom }
webhooks:
  - { id: board, name: 数据平台, events: [opened] }
`,
  );
  const { content } = await folder.load();
  expect(content?.notify).toEqual({
    robots: [{ id: 'renshe-group', name: '值班群', app: 'wecom', units: [], about: ['duty'] }],
    webhooks: [{ id: 'board', name: '数据平台', units: [], events: ['opened'] }],
  });
});

it.each([
  [
    'a unit that there is not',
    '  - { id: a, name: 群, app: wecom, units: [rensh] }',
    '没有单位 rensh',
  ],
  [
    'an id twice',
    '  - { id: a, name: 群, app: wecom }\n  - { id: a, name: 群, app: dingtalk }',
    '群机器人 id a 重复，第 2 行已有',
  ],
  [
    'an id of a robot for a system',
    '  - { id: a, name: 群, app: wecom }\nwebhooks:\n  - { id: a, name: 平台 }',
    'a 已经是群机器人的代号',
  ],
])('refuses %s', async (_what, robots, message) => {
  folder.write(file, `robots:\n${robots}\n`);
  const { faults } = await folder.load();
  expect(faults.map((fault) => fault.message)).toEqual([message]);
});

describe('addresses and secrets', () => {
  it('come from the environment, or from the files that it names', () => {
    const secret = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'zhijian-')), 'secret');
    fs.writeFileSync(secret, 'SEC0001\n');
    const { config } = loadConfig(
      {
        NOTIFY_RENSHE_GROUP_URL: 'https://robot.example/send?key=k',
        NOTIFY_RENSHE_GROUP_SECRET_FILE: secret,
      },
      null,
    );
    expect(config?.notifySecrets).toEqual(
      new Map([
        ['NOTIFY_RENSHE_GROUP_URL', 'https://robot.example/send?key=k'],
        ['NOTIFY_RENSHE_GROUP_SECRET', 'SEC0001'],
      ]),
    );
    fs.rmSync(path.dirname(secret), { recursive: true });
  });

  it('are refused where an address is none, without saying what it is', () => {
    const { config, faults } = loadConfig({ NOTIFY_BOARD_URL: 'board secret' }, null);
    expect(config).toBeNull();
    expect(faults).toMatchObject([{ message: 'NOTIFY_BOARD_URL 要是网址' }]);
    expect(JSON.stringify(faults)).not.toContain('board secret');
  });
});
