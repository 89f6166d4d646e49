/** HTML by tagged templates: what is put in is escaped, unless it is HTML already. */
export class Html {
  constructor(readonly text: string) {}
}

type Insert = string | number | Html | null | false | readonly Insert[];

export function html(strings: TemplateStringsArray, ...inserts: readonly Insert[]): Html {
  const parts = strings.map((string, at) =>
    at < inserts.length ? string + textOf(inserts[at]!) : string,
  );
  return new Html(parts.join(''));
}

function textOf(insert: Insert): string {
  if (insert === null || insert === false) return '';
  if (insert instanceof Html) return insert.text;
  if (typeof insert === 'object') return insert.map(textOf).join('');
  return escapeHtml(String(insert));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);
}
