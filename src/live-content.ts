import type { ContentSet } from './content/load-content';
import type { Query } from './queries/schema';
import { createRouter } from './routing/router';

/** The files that are live, as the parts of a process ask for them. */
export type LiveContent = ReturnType<typeof createLiveContent>;

/** @param liveSince when these files took the place of others */
export function createLiveContent(
  content: ContentSet,
  isOffered: (query: Query) => boolean,
  liveSince: Date,
) {
  return {
    content,
    liveSince,
    router: createRouter(content.routing, isOffered),
    tables: content.tables,
    schedules: content.schedules,
    version: content.version,
    units: content.routing.units,
    retention: content.retention,
    items: new Map(content.routing.items.map((item) => [item.ref, item])),
  };
}
