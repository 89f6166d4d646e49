import { z } from 'zod';
import { can } from '../../staff/person';
import { rights, type Right } from '../../staff/rights';
import { roleNames, staffRoles } from '../../staff/roles';
import type { Caller } from './caller';
import { instantSchema } from './schemas';

const rightNames = Object.keys(rights) as [Right, ...Right[]];

/** Who is signed in, what they may do where, and what they must do first. */
export const meSchema = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  outsourced: z.boolean(),
  roles: z.array(
    z.object({
      role: z.enum(roleNames),
      label: z.string(),
      unit: z.string().nullable(),
      restricted: z.boolean(),
    }),
  ),
  deputyFor: z.array(
    z.object({
      principalId: z.string(),
      principalName: z.string(),
      unit: z.string(),
      role: z.enum(['reviewer', 'signer']),
    }),
  ),
  rights: z.array(
    z.object({ right: z.enum(rightNames), units: z.array(z.string()), district: z.boolean() }),
  ),
  obligations: z.array(z.enum(['change_password', 'enrol_totp'])),
  session: z.object({ id: z.string(), startedAt: instantSchema, expiresAt: instantSchema }),
});

/** A caller as the console shows them to themselves. */
export function presentMe({ signedIn, person, units }: Caller): z.output<typeof meSchema> {
  const { session, obligations } = signedIn;
  return {
    ...{ id: person.id, username: person.username, name: person.name },
    outsourced: person.outsourced,
    roles: person.roles.map((held) => ({ ...held, label: staffRoles[held.role] })),
    deputyFor: [...person.deputyFor],
    rights: rightNames
      .map((right) => ({
        right,
        units: units.filter((unit) => can(person, right, unit)),
        district: can(person, right, null),
      }))
      .filter((held) => held.district || held.units.length > 0),
    obligations: [...obligations],
    session,
  };
}
