const { default: Sequencer } = require('@jest/test-sequencer');
const path = require('node:path');

/**
 * Suites that take longest on an idle machine, the longest first. Begun last, one of them would keep one
 * worker busy while the other has nothing left; and a clean clone remembers no times to sort by.
 */
const SLOWEST = [
  'cases/life-cycle/random-actions',
  'delivery/storm',
  'database/killed-runs',
  'switches/serving',
  'database/identity',
  'database/backup',
  'database/embedded-server',
  'cases/life-cycle/table',
  'cli/staff',
  'cli/tables',
  'seed/seed-examples',
  'callback/crash',
  'console/api/leaks',
  'callback/leak',
  'menus/killed-apply',
  'callback/storm',
  'browser/console-pages',
  'browser/story',
].map((name) => path.join(__dirname, '..', `${name}.test.ts`));

const placeOf = ({ path: file }) => {
  const place = SLOWEST.indexOf(file);
  return place < 0 ? SLOWEST.length : place;
};

/** Jest's own order, the slow ones before all others. */
class SlowFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((one, other) => placeOf(one) - placeOf(other));
  }
}

module.exports = SlowFirst;
