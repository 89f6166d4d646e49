import { fillDays } from '../../../../src/console/web/pages/reports/report';

it('has every day of a period, over the end of a month, those without figures as empty', () => {
  const told = [{ day: '2026-03-01', received: 3 }];
  const days = fillDays({ from: '2026-02-27', to: '2026-03-02' }, told, (day) => ({
    day,
    received: 0,
  }));
  expect(days).toEqual([
    { day: '2026-02-27', received: 0 },
    { day: '2026-02-28', received: 0 },
    { day: '2026-03-01', received: 3 },
    { day: '2026-03-02', received: 0 },
  ]);
});
