import type { HttpSourceDeclaration } from '../../source-schema';

/** A request with a citizen's values in their places. */
export interface RenderedRequest {
  url: URL;
  headers: Record<string, string>;
  body: string | null;
}

export interface TemplateValues {
  fields: Readonly<Record<string, string>>;
  /** Secrets of the environment by name. */
  secrets: ReadonlyMap<string, string>;
}

const SLOT = /\{(env:)?([A-Za-z][A-Za-z0-9_-]*)\}/g;
const CONTENT_TYPES = {
  json: 'application/json; charset=utf-8',
  form: 'application/x-www-form-urlencoded',
  xml: 'application/xml; charset=utf-8',
} as const;

/**
 * Puts values into a request's templates, in one pass, so that a value is never itself a template. Each place
 * escapes in its own way: a value can add no path segment, parameter, element or key. Headers take secrets only.
 * @returns null when a value cannot stand in the address
 */
export function renderRequest(
  { url, headers, body }: HttpSourceDeclaration,
  values: TemplateValues,
): RenderedRequest | null {
  const rendered = renderUrl(url, values);
  if (rendered === null) return null;
  const lines = Object.entries(headers).map(([name, text]) => [
    name.toLowerCase(),
    fill(text, { ...values, fields: {} }, (value) => value.replace(/[^\x20-\x7e]/g, '')),
  ]);
  return {
    url: rendered,
    headers: {
      ...(Object.fromEntries(lines) as Record<string, string>),
      ...(body ? { 'content-type': CONTENT_TYPES[body.type] } : {}),
    },
    body: body && renderBody(body.type, body.template, values),
  };
}

/** What stands in braces in a text. */
export function listSlotsOf(text: string): { name: string; isSecret: boolean }[] {
  return [...text.matchAll(SLOT)].map(([, env, name]) => ({
    name: name ?? '',
    isSecret: env !== undefined,
  }));
}

/** The strings of a JSON template, filled; keys and all else stay as they are. @throws SyntaxError */
function renderJson(template: string, values: TemplateValues): string {
  return JSON.stringify(
    JSON.parse(template, (_key, value: unknown) =>
      typeof value === 'string' ? fill(value, values, (text) => text) : value,
    ),
  );
}

function renderBody(
  type: 'json' | 'form' | 'xml',
  template: string,
  values: TemplateValues,
): string {
  switch (type) {
    case 'json':
      return renderJson(template, values);
    case 'form': {
      const form = new URLSearchParams(template);
      for (const name of new Set(form.keys())) {
        form.set(
          name,
          fill(form.get(name) ?? '', values, (value) => value),
        );
      }
      return form.toString();
    }
    case 'xml':
      return fill(template, values, escapeXml);
  }
}

/** Whether a template is an address at all, whatever is put into it. */
export function isUrlTemplate(template: string): boolean {
  return /^https?:\/\//.test(template) && parseUrl(template.replace(SLOT, 'x')) !== null;
}

function renderUrl(template: string, values: TemplateValues): URL | null {
  const empty = parseUrl(template.replace(SLOT, 'x'));
  const filled = parseUrl(fill(template, values, encodeURIComponent));
  if (empty === null || filled === null) return null;
  const isSame =
    filled.origin === empty.origin &&
    filled.username === '' &&
    filled.password === '' &&
    // A value of dots would climb out of its folder; an empty one would join its neighbours.
    segmentsOf(filled) === segmentsOf(empty) &&
    !/\/\//.test(filled.pathname);
  return isSame ? filled : null;
}

function segmentsOf({ pathname }: URL): number {
  return pathname.split('/').filter((segment) => segment !== '').length;
}

function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

function fill(
  text: string,
  { fields, secrets }: TemplateValues,
  escape: (value: string) => string,
): string {
  return text.replace(SLOT, (_whole, env: string | undefined, name: string) =>
    escape(
      env ? (secrets.get(name) ?? '') : Object.hasOwn(fields, name) ? (fields[name] ?? '') : '',
    ),
  );
}

function escapeXml(value: string): string {
  return value
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
