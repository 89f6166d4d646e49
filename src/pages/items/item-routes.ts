/** `/p/items`: the service items of units, each with its sources, its way in, and 这条信息有误. */
import Router from '@koa/router';
import type { Context } from 'koa';
import type { Item } from '../../items/schema';
import type { Clock } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import type { Unit } from '../../units/schema';
import { guardPages } from '../guard-pages';
import { sendPage } from '../layout';
import { notFoundView } from '../progress/door-views';
import { readForm } from '../read-form';
import { itemView, reportedView } from './item-view';
import { listView, unitsView } from './list-view';

export interface ItemRoutesParts {
  units: () => ReadonlyMap<string, Unit>;
  /** All that are not switched off, in the order of the files. */
  items: () => readonly Item[];
  /** Puts text into the form in which it is compared. */
  normalise: (text: string) => string;
  clock: Clock;
  /** @throws AppError with a sentence for the citizen; `too_many_requests` where this address has said enough today */
  report(report: { unit: string; item: string; text: string }, address: string): Promise<void>;
  onError: (error: unknown) => void;
}

export function createItemRoutes(parts: ItemRoutesParts): Router {
  const router = new Router();
  router.use(guardPages(parts.onError));
  router.get('/p/items', (ctx) => {
    sendPage(ctx, { title: '办事指南', body: unitsView([...parts.units().values()]) });
  });
  router.get('/p/items/:unit', (ctx) => listItems(ctx, parts));
  router.get('/p/items/:unit/:item', (ctx) => showItem(ctx, parts, ''));
  router.post('/p/items/:unit/:item', (ctx) => takeReport(ctx, parts));
  return router;
}

function listItems(ctx: Context, { units, items, normalise }: ItemRoutesParts): void {
  const { unit: code } = ctx['params'] as { unit: string };
  const unit = units().get(code);
  if (!unit) return sayNotFound(ctx);
  const asked = String(ctx.query['q'] ?? '').slice(0, 40);
  const own = items().filter((item) => item.unit === code);
  const wanted = normalise(asked);
  const found = wanted === '' ? own : own.filter((item) => isAbout(item, wanted, normalise));
  sendPage(ctx, { title: `${unit.shortName}办事指南`, body: listView(unit, found, asked), unit });
}

/** The words stand in its name, in what people call it, or in what it is. */
function isAbout(item: Item, wanted: string, normalise: (text: string) => string): boolean {
  return [item.name, ...item.asks, item.summary ?? ''].some((text) =>
    normalise(text).includes(wanted),
  );
}

function showItem(ctx: Context, parts: ItemRoutesParts, wrong: string): void {
  const found = findItem(ctx, parts);
  if (!found) return sayNotFound(ctx);
  const { item, unit } = found;
  const body = itemView({ item, unit, now: parts.clock.now(), wrong });
  sendPage(ctx, { title: item.name, body, unit, status: wrong === '' ? 200 : 400 });
}

async function takeReport(ctx: Context, parts: ItemRoutesParts): Promise<void> {
  const found = findItem(ctx, parts);
  if (!found) return sayNotFound(ctx);
  const text = (await readForm(ctx)).get('text') ?? '';
  const { unit, item } = found;
  try {
    await parts.report({ unit: unit.code, item: item.id, text }, ctx.ip);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return showItem(ctx, parts, error.message);
  }
  sendPage(ctx, { title: '谢谢您的反馈', body: reportedView(item), unit });
}

function findItem(
  ctx: Context,
  { units, items }: ItemRoutesParts,
): { item: Item; unit: Unit } | null {
  const params = ctx['params'] as { unit: string; item: string };
  const unit = units().get(params.unit);
  const item = items().find(({ ref }) => ref === `${params.unit}.${params.item}`);
  return unit && item ? { item, unit } : null;
}

function sayNotFound(ctx: Context): void {
  sendPage(ctx, { title: '没有这个页面', body: notFoundView(), status: 404 });
}
