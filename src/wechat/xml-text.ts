/** Control characters, halves of characters and what is no character at all. */
const UNSENDABLE = /[\p{Cc}\p{Surrogate}\ufffe\uffff]/gu;
const HALF = /\p{Surrogate}/u;

/** The text without what XML 1.0 cannot carry: control characters are dropped, half characters become U+FFFD. */
export function toXmlText(text: string): string {
  return text.replace(UNSENDABLE, (character) => {
    if (character === '\n' || character === '\t' || character === '\r') return character;
    return HALF.test(character) ? '\ufffd' : '';
  });
}

/** `<name><![CDATA[text]]></name>`, safe for every text: `]]>` is split over two sections. */
export function cdataElement(name: string, text: string): string {
  const safe = toXmlText(text).replaceAll(']]>', ']]]]><![CDATA[>');
  return `<${name}><![CDATA[${safe}]]></${name}>`;
}
