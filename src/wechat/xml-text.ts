// Characters that XML 1.0 cannot carry, escaped or not.
const FORBIDDEN = /(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu;
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** The text without what XML cannot carry: control characters are dropped, half characters become U+FFFD. */
export function toXmlText(text: string): string {
  return text.replace(FORBIDDEN, '').replace(LONE_SURROGATE, '\ufffd');
}

/** `<name><![CDATA[text]]></name>`, safe for every text: `]]>` is split over two sections. */
export function cdataElement(name: string, text: string): string {
  const safe = toXmlText(text).replaceAll(']]>', ']]]]><![CDATA[>');
  return `<${name}><![CDATA[${safe}]]></${name}>`;
}
