/**
 * The console's pages. Each folder of `pages/` brings its own `page.ts`, which exports `page` or `pages`:
 * nothing else has to be told of a new page.
 *
 *   pages/phrases/page.ts           definePage({ path, name, title, right, menu, component })
 *   pages/phrases/phrases-page.vue  <PageFrame> around what it shows
 *   pages/phrases/*.vue, *.ts       its parts; what is pure is tested under test/console/web/phrases
 *
 * What a page stands on:
 *   api/api.ts            `api.get<Wire<typeof schema>>(path, { query })`, `post`, `put`: schemas come by type-only
 *                         imports from `src/console/api`. Keys for retries are kept, `version` becomes If-Match,
 *                         whoever was signed out is asked to sign in above the page. Throws ApiProblem.
 *   shared/use-load.ts    `useLoad(() => api.get(…))` with <LoadView :load>: skeleton, 404, no right, error, retry
 *   shared/use-act.ts     `useAct(async () => …)`: busy while it runs, the problem for <ProblemNote>
 *   shared/ask-confirm.ts `askConfirm({ title, fact, action, reason?, run })`: repeats the fact, keeps the typed reason
 *   shared/notify.ts      `notifyDone('已保存。')`
 *   shared/use-url-query.ts  filters, tab and cursor that live in the address
 *   shared/*.vue          PageFrame, LoadView, EmptyNote, ProblemNote, DataTable, KeyPager, LampTag, StateTag,
 *                         FlagTag, DateTime, CopyButton, MaskedText, FieldGrid
 *   session/session.ts    `useSession()`: me, can(right, unit?), unitsWith(right), shortNameOf(unit), units (with items)
 * Element Plus: write <ElButton>, <ElSelect> … in templates without importing them; colours are variables
 * of styles/theme.css, because the policy of the pages allows no `style="…"` in markup (`:style` is fine).
 */
import type { PageDefinition } from './define-page';

interface PageFile {
  page?: PageDefinition;
  pages?: readonly PageDefinition[];
}

const files = import.meta.glob<PageFile>('../pages/*/page.ts', { eager: true });

export const pages: readonly PageDefinition[] = Object.values(files).flatMap((file) => [
  ...(file.page ? [file.page] : []),
  ...(file.pages ?? []),
]);
