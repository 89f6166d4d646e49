import { suppliedRouter, say } from './routing-harness';
import type { Router } from '../../src/routing/router';

let router: Router;
beforeAll(async () => {
  ({ router } = await suppliedRouter());
});

const levelOf = (text: string) => say(router, text).effects.duty?.level;

it.each([
  ['pinyin', 'jiuming, wo lao gong hun dao le'],
  ['pinyin without spaces', 'zhaohuolekuailairen'],
  ['another character of the same sound', '我不想货了'],
  ['a slip of the voice recogniser', '我崽处电了'],
  ['到 for 倒', '我爸突然晕到了'],
])('reads danger behind %s', (_, text) => {
  expect(levelOf(text)).toBe('now');
});

it.each([
  '老鼠咬了要打针吗',
  '我在公交车上掉了个钱包',
  '工资上调了没有',
  '谷子割完了',
  'wo de shebaoka diu le zenme ban',
  'tangniaobing ban manbing yao shenme',
])('hears no danger in %s', (text) => {
  expect(levelOf(text)).toBeUndefined();
});

it('says whom to talk to when somebody says that it is not so bad', () => {
  const decision = say(router, '我没有想自杀，就是压力大');
  expect(decision.effects.duty).toBeUndefined();
  expect(decision.kind === 'answered' && JSON.stringify(decision.reply)).toContain('12356');
});
