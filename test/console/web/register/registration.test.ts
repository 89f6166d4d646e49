import {
  buildRegistration,
  faultsOf,
  localMinute,
  type Registration,
} from '../../../../src/console/web/pages/register/registration';

const NOW = new Date('2026-11-23T01:30:00Z');
const form = (changes: Partial<Registration> = {}): Registration => ({
  ...{ unit: 'renshe', source: 'telephone', externalNo: '', contact: '13800138000', place: ' ' },
  ...{ statement: ' 工地欠薪 ', receivedAt: '2026-11-23T09:00', urgent: false, restricted: false },
  ...changes,
});

it('reckons in China’s time', () => {
  expect(localMinute(NOW)).toBe('2026-11-23T09:30');
  expect(buildRegistration(form())).toEqual({
    ...{ unit: 'renshe', source: 'telephone', urgent: false, restricted: false },
    ...{ statement: '工地欠薪', externalNo: null, contact: '13800138000', place: null },
    receivedAt: '2026-11-23T01:00:00.000Z',
  });
});

it.each<[Partial<Registration>, string[]]>([
  [{}, []],
  [{ unit: '' }, ['unit']],
  [{ statement: ' ' }, ['statement']],
  [{ contact: '' }, ['contact']],
  [{ contact: '', externalNo: '12345-1' }, []],
  [{ receivedAt: '' }, ['receivedAt']],
  [{ receivedAt: '2026-11-23T09:31' }, ['receivedAt']],
  [{ receivedAt: '2026-13-40T09:31' }, ['receivedAt']],
])('finds what is wrong: %j', (changes, faults) => {
  expect(Object.keys(faultsOf(form(changes), NOW))).toEqual(faults);
});
