/** Halves of characters, and control characters, most of which JSON can only write as `\uXXXX`. */
const UNSENDABLE = /[\p{Surrogate}\p{Cc}]/gu;
const HALF = /\p{Surrogate}/u;

/**
 * JSON as WeChat takes it: raw UTF-8 without a single `\uXXXX`, which it refuses (40033) or counts as six
 * characters. Half characters become U+FFFD; control characters other than line ends and tabs are dropped.
 */
export function toWireJson(value: object): string {
  return JSON.stringify(value, (_name, field: unknown) =>
    typeof field === 'string' ? toSendable(field) : field,
  );
}

/** A body's JSON, with integers beyond 2^53 as strings, so that no id loses a digit. Throws SyntaxError. */
export function readWireJson(text: string): unknown {
  return JSON.parse(quoteLongIntegers(text));
}

function toSendable(text: string): string {
  return text.replace(UNSENDABLE, (character) => {
    if (character === '\n' || character === '\t' || character === '\r') return character;
    return HALF.test(character) ? '\ufffd' : '';
  });
}

function quoteLongIntegers(json: string): string {
  return json.replace(/"[^"\\]*(?:\\[^][^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
    /^-?\d{16,}$/.test(token) ? `"${token}"` : token,
  );
}
