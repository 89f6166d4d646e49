import { Recent } from '../../src/platform/recent';

it('makes each value once while it is in use, and forgets what was not used for longest', () => {
  const made: string[] = [];
  const recent = new Recent<string, string>(2);
  const get = (key: string) =>
    recent.get(key, () => {
      made.push(key);
      return key.toUpperCase();
    });
  expect(['a', 'b', 'a', 'c', 'a', 'b'].map(get)).toEqual(['A', 'B', 'A', 'C', 'A', 'B']);
  expect(made).toEqual(['a', 'b', 'c', 'b']);
});
