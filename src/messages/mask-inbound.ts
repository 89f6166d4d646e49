import { maskPersonalData } from '../privacy/mask';
import type { Fields, FieldValue, Inbound } from '../wechat/inbound';
import { withoutCitizens } from './revocation';

/** The fields in which a citizen's own words, or what they scanned, can stand. */
const WORDS = [
  'content',
  'recognition',
  'label',
  'eventKey',
  'scene',
  'scanResult',
  'title',
  'description',
  'url',
  'poiName',
] as const;

export interface MaskedInbound {
  /** The push with every ID number, mobile and bank card masked. */
  masked: Inbound;
  /** JSON of the fields as they were, or null where nothing had to be masked. To be sealed. */
  original: string | null;
}

/** Masks personal data before anything is stored or logged. Ids, media ids and openids are left alone. */
export function maskInbound(inbound: Inbound): MaskedInbound {
  const before: Record<string, unknown> = {};
  const after: Record<string, unknown> = {};
  const given = inbound as unknown as Record<string, unknown>;
  for (const name of WORDS) {
    const value = given[name];
    if (typeof value !== 'string') continue;
    const { masked } = maskPersonalData(value);
    if (masked === value) continue;
    before[name] = value;
    after[name] = masked;
  }
  if ('fields' in inbound) {
    const words = withoutCitizens(inbound.fields);
    const masked = maskFields(words);
    if (JSON.stringify(masked) !== JSON.stringify(words)) {
      before['fields'] = words;
      after['fields'] = { ...inbound.fields, ...masked };
    }
  }
  if (Object.keys(before).length === 0) return { masked: inbound, original: null };
  return { masked: { ...inbound, ...after }, original: JSON.stringify(before) };
}

function maskFields(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, maskValue(value)]),
  );
}

function maskValue(value: FieldValue): FieldValue {
  if (typeof value === 'string') return maskPersonalData(value).masked;
  return Array.isArray(value) ? value.map(maskValue) : maskFields(value);
}
