/** A sensitive query on its page: checked fields, five tries a day, one answer for "not there" and "wrong". */
import type { Database } from '../../database/database';
import type { Clock } from '../../platform/clock';
import type { Sealer } from '../../privacy/sealer';
import { presentAnswer, type Answer } from '../answer';
import { readField } from '../fields/field-types';
import { foldText } from '../fields/fold-text';
import type { QueryEngine } from '../query-engine';
import type { Query } from '../schema';
import { bind, findBoundFields } from './binding-store';
import { giveConsent } from './consent-store';
import { useUpLink } from './link-store';
import type { OpenedLink } from './page-links';
import { personOf, presentPerson } from './person';

export interface PageQueryParts {
  database: Database;
  sealer: Sealer;
  /** Keyed digest: names a person without their number. */
  blindIndex: (context: string, value: string) => string;
  engine: QueryEngine;
  clock: Clock;
}

/** What a citizen sent with the form. */
export interface PageForm {
  values: Readonly<Record<string, string | undefined>>;
  onBehalf: boolean;
  /** Bind the identity to this account, where it proves right. */
  binds: boolean;
}

export type PageOutcome =
  /** By field id, a sentence; nothing was looked up. */
  | { kind: 'wrong_fields'; reasons: Readonly<Record<string, string>> }
  | { kind: 'answered'; answer: Answer; bound: boolean };

export interface PageQueries {
  /** 李**，999***, where the citizen has an identity bound to this query; else null. */
  boundPerson(query: Query, link: OpenedLink): Promise<string | null>;
  /** Reads the form, counts the try, asks, and binds what was proved. */
  submit(
    query: Query,
    link: OpenedLink,
    form: PageForm,
    telephone: string | null,
  ): Promise<PageOutcome>;
  /** Asks with the bound identity; its last four characters show that its owner holds the phone. */
  submitBound(
    query: Query,
    link: OpenedLink,
    lastFour: string,
    telephone: string | null,
  ): Promise<PageOutcome>;
}

/** A form whose fields have been read. */
interface ReadForm {
  fields: Readonly<Record<string, string>>;
  onBehalf: boolean;
  binds: boolean;
  wasBound: boolean;
}

export function createPageQueries(parts: PageQueryParts): PageQueries {
  const { database, sealer, clock } = parts;
  const findBound = ({ unit, id, page }: Query, link: OpenedLink) => {
    const { consentVersion } = page!;
    return findBoundFields(database, link, { unit, query: id, consentVersion }, sealer);
  };
  return {
    async boundPerson(query, link) {
      const fields = await findBound(query, link);
      return fields && presentPerson(query, fields);
    },
    async submit(query, link, { values, onBehalf, binds }, telephone) {
      const read = readFields(query, values, clock.now());
      if (read.kind === 'wrong_fields') return read;
      const { unit, id } = query;
      const { account, citizenId } = link;
      const { consentVersion: version, binds: mayBind } = query.page!;
      const at = clock.now();
      await giveConsent(database, { account, citizenId, unit, query: id, version, onBehalf, at });
      // Only the person themselves is bound: a helper sees how far it is, not how much it is.
      const form = { onBehalf, binds: binds && mayBind && !onBehalf, wasBound: false };
      return answer(parts, query, link, { ...form, fields: read.fields }, telephone);
    },
    async submitBound(query, link, lastFour, telephone) {
      const bound = await findBound(query, link);
      const four = foldText(lastFour.slice(0, 20)).toUpperCase();
      if (!bound || !/^\d{3}[\dX]$/.test(four)) {
        return { kind: 'wrong_fields', reasons: { lastFour: '请填绑定的身份证号最后4位。' } };
      }
      // A wrong guess is looked up like any other number: nothing is found, and it counts as a try.
      const fields = withLastFour(query, bound, four);
      const form = { fields, onBehalf: false, binds: false, wasBound: true };
      return answer(parts, query, link, form, telephone);
    },
  };
}

async function answer(
  { database, sealer, blindIndex, engine, clock }: PageQueryParts,
  query: Query,
  link: OpenedLink,
  { fields, onBehalf, binds, wasBound }: ReadForm,
  telephone: string | null,
): Promise<PageOutcome> {
  const { account, citizenId } = link;
  const result = await engine.ask(query, fields, { account, citizenId, channel: 'page', onBehalf });
  if (result.kind === 'person') throw new Error(`${query.ref}: a page cannot open a case`);
  const now = clock.now();
  const bindsNow = binds && result.kind === 'rows';
  await database.transaction(async (tx) => {
    if (bindsNow) {
      const identityKey = blindIndex('query binding', `${query.unit}:${personOf(query, fields)}`);
      const shown = presentPerson(query, fields);
      const { unit, id } = query;
      const proved = { account, citizenId, unit, query: id, shown, fields, identityKey, at: now };
      await bind(tx, proved, sealer);
    }
    if (result.kind === 'rows') await useUpLink(tx, link, now);
  });
  const bound = wasBound || bindsNow;
  const options = { telephone, now, showsAmounts: bound };
  return { kind: 'answered', answer: presentAnswer(query, result, options), bound };
}

/** Only queries that ask for an identity number can bind: the check of the files sees to it. */
function withLastFour(
  { fields }: Query,
  bound: Readonly<Record<string, string>>,
  four: string,
): Record<string, string> {
  const number = fields.find(({ type }) => type === 'id_number')!;
  return { ...bound, [number.id]: `${bound[number.id]!.slice(0, -4)}${four}` };
}

function readFields(
  query: Query,
  values: PageForm['values'],
  now: Date,
):
  | { kind: 'read'; fields: Record<string, string> }
  | Extract<PageOutcome, { kind: 'wrong_fields' }> {
  const fields: Record<string, string> = {};
  const reasons: Record<string, string> = {};
  for (const field of query.fields) {
    const text = foldText((values[field.id] ?? '').slice(0, 200));
    if (text === '' && field.optional) continue;
    if (text === '') {
      reasons[field.id] = `请填写${field.label}。`;
      continue;
    }
    const reading = readField(text, field, now);
    if (reading.kind === 'value') fields[field.id] = reading.value;
    else reasons[field.id] = reading.reason;
  }
  return Object.keys(reasons).length > 0
    ? { kind: 'wrong_fields', reasons }
    : { kind: 'read', fields };
}
