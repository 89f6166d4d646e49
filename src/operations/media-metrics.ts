import { Gauge, type Registry } from 'prom-client';
import { readTogether, resetAll } from './read-together';

/** Files of citizens that are still to be fetched, and of these the late ones; read on each scrape. */
export type MediaFigures = () => Promise<
  readonly { account: string; files: number; late: number }[]
>;

/** Adds the metrics of media to the registry. */
export function registerMediaMetrics(registry: Registry, figures: MediaFigures): void {
  const collect = readTogether(async () => {
    const rows = await figures();
    resetAll([late, unfetched]);
    for (const { account, files, late: lateFiles } of rows) {
      unfetched.set({ account }, files);
      late.set({ account }, lateFiles);
    }
  });
  const gauge = (name: string, help: string) =>
    new Gauge({ name, help, labelNames: ['account'], registers: [registry], collect });
  const late = gauge(
    'zhijian_media_late',
    'Files that are missing after 48 hours: WeChat drops them after 72',
  );
  const unfetched = gauge(
    'zhijian_media_unfetched',
    'Pictures, voices and videos that are still to be fetched from WeChat',
  );
}
