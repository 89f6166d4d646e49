import fs from 'node:fs';
import path from 'node:path';
import type { Client } from 'pg';

/** Something that must not be found, and what to call it in a report. */
export interface Secret {
  name: string;
  text: string;
}

/** Where secrets were found: `name in place`, each once. */
export function searchText(place: string, text: string, secrets: readonly Secret[]): string[] {
  return secrets
    .filter((secret) => text.includes(secret.text))
    .map(({ name }) => `${name} in ${place}`);
}

/** Searches the raw bytes of every file below a folder; links are followed. */
export function searchFiles(folder: string, secrets: readonly Secret[]): string[] {
  const asBytes = secrets.map(({ name, text }) => ({
    name,
    text: Buffer.from(text).toString('latin1'),
  }));
  return filesBelow(folder).flatMap((file) =>
    searchText(path.relative(folder, file), fs.readFileSync(file, 'latin1'), asBytes),
  );
}

/** Searches every row of every table as text, binary columns as what they hold. */
export async function searchTables(client: Client, secrets: readonly Secret[]): Promise<string[]> {
  const tables = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`,
  );
  const found = new Set<string>();
  for (const { name } of tables.rows) {
    const { rows } = await client.query<{ row: string }>(
      `select t::text as row from ${client.escapeIdentifier(name)} t`,
    );
    for (const { row } of rows) {
      const whole = row + bytesIn(row);
      for (const each of searchText(`table ${name}`, whole, secrets)) found.add(each);
    }
  }
  return [...found];
}

/** What stands in a row as `\x…`, read as text. */
function bytesIn(row: string): string {
  const hex = row.match(/\\x[0-9a-f]+/g) ?? [];
  return hex.map((one) => Buffer.from(one.slice(2), 'hex').toString('utf8')).join('\n');
}

function filesBelow(folder: string): string[] {
  return fs.readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name);
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    if (stat?.isDirectory()) return filesBelow(file);
    return stat?.isFile() ? [file] : [];
  });
}
