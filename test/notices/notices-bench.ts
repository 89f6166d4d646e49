import { createCaseWorld, type CaseWorld } from '../support/case-world';
import { createStaffBench, type StaffBench } from '../staff/staff-bench';
import type { Robot, Webhook } from '../../src/notices/schema';
import type { Target } from '../../src/notices/outbound/targets';

/** Cases and staff on one database, by one clock. */
export interface NoticesBench {
  world: CaseWorld;
  staff: StaffBench;
  /** What somebody was told, oldest first: kind and text without the case's number. */
  told(known: { id: string }): Promise<string[][]>;
  /** Moves both clocks. */
  advance(ms: number): void;
}

export async function createNoticesBench(): Promise<NoticesBench> {
  const staff = await createStaffBench();
  const world = await createCaseWorld(staff.database);
  return {
    world,
    staff,
    async told({ id }) {
      const rows = await staff.database.query<{ kind: string; text: string; number: string }>(
        'select kind, text, number from staff_notices where staff_id = $1 order by at, id',
        [id],
      );
      return rows.map(({ kind, text, number }) => [kind, text.replace(number, '#')]);
    },
    advance(ms) {
      staff.clock.advance(ms);
      world.clock.advance(ms);
    },
  };
}

export function aRobot(
  overrides: Partial<Robot & { url: string | null; secret: string | null }> = {},
) {
  return {
    ...{ kind: 'robot', id: 'group', name: '值班群', app: 'wecom', units: [], about: ['duty'] },
    ...{ url: 'https://robot.example/send?key=k', secret: null },
    ...overrides,
  } as Target & { kind: 'robot'; url: string };
}

export function aWebhook(
  overrides: Partial<Webhook & { url: string | null; secret: string | null }> = {},
) {
  return {
    ...{ kind: 'webhook', id: 'board', name: '数据平台', units: [], events: [] },
    ...{ url: 'https://board.example/in', secret: 'a secret' },
    ...overrides,
  } as Target & { kind: 'webhook'; url: string; secret: string };
}
