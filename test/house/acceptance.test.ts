/** The acceptance list of the console: what a reviewer ticks, each point held by tests that name it. */
import fs from 'node:fs';
import path from 'node:path';
import { root } from './source-files';

const POINTS: Readonly<Record<number, string>> = {
  1: 'a new clerk answers a first case in five clicks at most after login, and with the keyboard alone',
  2: 'the list alone says whose a case is, how late it is, and whether WeChat can deliver',
  3: 'of two clerks who press 提交 at once one wins and the other keeps the text',
  4: 'a reviewer sees what has changed since the last round',
  5: 'nothing is sent before 签发, by no way round either; one function writes answers into the outbox',
  6: 'an over-long name in a menu file fails with file and line, and nothing reaches WeChat',
  7: 'the box that tries a sentence gives what the live path gives',
  8: 'limits are right at the edges of 调休, and a change of calendar shows first whom it touches',
  9: 'a case of one unit is not there for another, by no way',
  10: 'an ID number is masked everywhere, and a look at the whole is on record',
  11: 'figures of a report are those that somebody gets who reads the events',
  12: 'no page has a serious finding of axe, and colours have their contrast',
};

/** Names of tests, with the points that they say they hold. */
function pointsNamed(): Map<number, string[]> {
  const named = new Map<number, string[]>();
  const folder = path.join(root, 'test');
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => name.endsWith('.test.ts'))) {
    const text = fs.readFileSync(path.join(folder, file), 'utf8');
    for (const [, name, point] of text.matchAll(/'([^'\n]*)\(acceptance (\d+)\)'/g)) {
      const at = Number(point);
      named.set(at, [...(named.get(at) ?? []), `${file}: ${name}`]);
    }
  }
  return named;
}

it.each(Object.entries(POINTS))('point %s is held by a test: %s', (point) => {
  expect(pointsNamed().get(Number(point)) ?? []).not.toEqual([]);
});

it('knows every point that a test names', () => {
  expect([...pointsNamed().keys()].filter((point) => !(point in POINTS))).toEqual([]);
});
