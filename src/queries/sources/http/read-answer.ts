import { XMLParser } from 'fast-xml-parser';
import { instantInChina } from '../../../platform/china-time';
import type { SourceResult, SourceRow } from '../../source';
import type { HttpSourceDeclaration } from '../../source-schema';
import { readPath } from './value-path';

type ResponseDeclaration = HttpSourceDeclaration['response'];

/** What a system answered, whole. */
export interface HttpAnswer {
  status: number;
  contentType: string;
  body: Buffer;
}

const MOST_ROWS = 200;
const MOST_CHARACTERS = 500;
const MAX_DEPTH = 32;
const BAD: SourceResult = { kind: 'unavailable', reason: 'bad_answer' };

const xml = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  removeNSPrefix: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: MAX_DEPTH,
  jPath: false,
});

/**
 * Rows of an answer by the paths of its declaration. Whatever is not as declared, a page of HTML for one, is a
 * bad answer and never "nothing found".
 */
export function readAnswer(declaration: ResponseDeclaration, answer: HttpAnswer): SourceResult {
  if (declaration.noneStatus.includes(answer.status)) return { kind: 'none', asOf: null };
  if (answer.status !== 200) return BAD;
  const value = parseBody(declaration.type, answer);
  if (value === undefined) return BAD;
  if (saysNone(declaration, value)) return { kind: 'none', asOf: null };
  const rows = rowsAt(value, declaration.rows);
  if (rows === null) return BAD;
  const asOf =
    declaration.asOf === null ? null : readDay(textOf(readPath(value, declaration.asOf)));
  if (rows.length === 0) return { kind: 'none', asOf };
  return { kind: 'rows', asOf, rows: rows.map((row) => columnsOf(declaration, row)) };
}

function parseBody(type: 'json' | 'xml', answer: HttpAnswer): unknown {
  try {
    const text = decode(answer);
    if (type === 'json') return JSON.parse(text) as unknown;
    return /<!DOCTYPE|<!ENTITY/i.test(text) ? undefined : (xml.parse(text, true) as unknown);
  } catch {
    return undefined;
  }
}

/** By the charset of the header, or of the XML's first line. @throws when a byte does not fit it */
function decode({ contentType, body }: HttpAnswer): string {
  const stated =
    /charset\s*=\s*"?([\w-]+)/i.exec(contentType)?.[1] ??
    /^<\?xml[^>]*encoding=["']([\w-]+)/i.exec(body.toString('latin1', 0, 200))?.[1];
  return new TextDecoder(stated ?? 'utf-8', { fatal: true }).decode(body);
}

/** Null where there is nothing at the path, or no object. An element that stands alone is no list in XML. */
function rowsAt(value: unknown, path: string): object[] | null {
  const found = readPath(value, path);
  if (found === null || found === '') return [];
  const list: unknown[] = Array.isArray(found) ? found : [found];
  const rows = list.slice(0, MOST_ROWS);
  return rows.every(isObject) ? rows : null;
}

function columnsOf({ columns }: ResponseDeclaration, row: object): SourceRow {
  return Object.fromEntries(
    Object.entries(columns).map(([name, path]) => [name, textOf(readPath(row, path))]),
  );
}

/** Only a value that is there can say so: a page of HTML has nothing at the path. */
function saysNone({ none }: ResponseDeclaration, value: unknown): boolean {
  const found = none && readPath(value, none.path);
  return none !== null && isScalar(found) && none.values.includes(String(found).trim());
}

function textOf(value: unknown): string {
  if (!isScalar(value)) return '';
  return String(value)
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, MOST_CHARACTERS);
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** `2026-11-23`, `2026/11/23 08:00`, `20261123`: the day in China. */
function readDay(text: string): Date | null {
  const [, year, month, day] = /^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})/.exec(text) ?? [];
  if (!year || !month || !day) return null;
  const at = instantInChina(`${year}-${month}-${day}`);
  return Number.isNaN(at.getTime()) ? null : at;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
