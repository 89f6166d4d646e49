import fs from 'node:fs';
import path from 'node:path';
import { buildJsonSchemas } from '../../src/content/schema-files';
import { findPackageRoot } from '../../src/platform/package-root';

const root = findPackageRoot();
const schemas = buildJsonSchemas({
  repliesDir: path.join(root, 'replies'),
  menusDir: path.join(root, 'menus'),
});

it.each([...schemas].map(([file, text]) => [path.relative(root, file), file, text]))(
  '%s is in step with the schema that checks the files (else: npm run zhijian -- content schemas)',
  (_, file, text) => {
    expect(fs.readFileSync(file, 'utf8')).toBe(text);
  },
);

it('stands where the files of the units and menus look for it', () => {
  expect([...schemas.keys()].map((file) => path.relative(root, file))).toEqual([
    'replies/schemas/unit.schema.json',
    'replies/schemas/items.schema.json',
    'replies/schemas/keywords.schema.json',
    'replies/schemas/queries.schema.json',
    'replies/schemas/words.schema.json',
    'replies/schemas/emergencies.schema.json',
    'replies/schemas/small-talk.schema.json',
    'replies/schemas/elsewhere.schema.json',
    'replies/schemas/vocabulary.schema.json',
    'replies/schemas/retention.schema.json',
    'replies/schemas/limits.schema.json',
    'replies/schemas/staff.schema.json',
    'replies/schemas/notify.schema.json',
    'replies/schemas/calendar.schema.json',
    'menus/schemas/menu.schema.json',
  ]);
});

it('refuses unknown keys and does not ask for what has a default', () => {
  const text = schemas.get(path.join(root, 'replies', 'schemas', 'unit.schema.json'))!;
  const schema = JSON.parse(text) as { additionalProperties: boolean; required: string[] };
  expect(schema.additionalProperties).toBe(false);
  expect(schema.required).toContain('name');
  expect(schema.required).not.toContain('telephone');
});
