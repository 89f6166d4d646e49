import { z } from 'zod';
import { listColleagues } from '../../../staff/list-staff';
import type { StaffParts } from '../../../staff/staff-parts';
import { defineEndpoint, type Endpoint } from '../endpoint';

export const handlersSchema = z.object({
  handlers: z.array(z.object({ id: z.string(), name: z.string(), unit: z.string() })),
});

/** Whose cases a list can be narrowed to: who works in the units that the caller may read. */
export function createHandlersEndpoint(staff: StaffParts): Endpoint {
  return defineEndpoint({
    ...{ method: 'GET', path: '/api/handlers', right: 'case.read' },
    summary: '能看的单位里的承办人，筛选用',
    response: handlersSchema,
    async handler({ caller }) {
      const handlers = [];
      for (const unit of caller.scope.units) {
        const people = await listColleagues(staff, unit, ['clerk', 'reviewer', 'signer']);
        handlers.push(...people.map(({ id, name }) => ({ id, name, unit })));
      }
      return { handlers };
    },
  });
}
