import { menusCommand } from '../../src/cli/menus';

it.each([
  [['stats', '--days', '0']],
  [['stats', '--days', '367']],
  [['stats', '--days', '1.5']],
  [['stats', '--days', '一个月']],
  [['stats', '--yes']],
  [['check', '--days', '7']],
])('answers 2 with the usage to menus %j', async (args) => {
  const errs: string[] = [];
  const io = {
    out: () => undefined,
    err: (line: string) => void errs.push(line),
    env: {},
    ask: null,
  };
  expect(await menusCommand.run(args, io)).toBe(2);
  expect(errs.join('\n')).toContain('menus stats');
});
