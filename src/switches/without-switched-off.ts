import type { RoutingContent } from '../routing/content';
import { entryOfItem, entryOfKeyword, entryOfQuery, keyOf } from './entry';

/**
 * The content without what is switched off, as citizens are to meet it. An item takes its queries with
 * it. Menus are left alone: a button whose item is gone says that its content has changed.
 * @param switchedOff `keyOf` of entries; one whose text has changed since matches nothing
 */
export function withoutSwitchedOff(
  content: RoutingContent,
  switchedOff: ReadonlySet<string>,
): RoutingContent {
  if (switchedOff.size === 0) return content;
  const isOn = (entry: Parameters<typeof keyOf>[0]): boolean => !switchedOff.has(keyOf(entry));
  const items = content.items.filter((item) => isOn(entryOfItem(item)));
  const refs = new Set(items.map(({ ref }) => ref));
  return {
    ...content,
    items,
    queries: content.queries.filter(
      (query) => refs.has(query.itemRef) && isOn(entryOfQuery(query)),
    ),
    keywords: new Map(
      [...content.keywords].map(([unit, keywords]) => [
        unit,
        keywords.filter((keyword) => isOn(entryOfKeyword(unit, keyword))),
      ]),
    ),
  };
}
