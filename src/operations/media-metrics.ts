import { Gauge, type Registry } from 'prom-client';

/** Files of citizens that are still to be fetched, and of these the late ones; read on each scrape. */
export type MediaFigures = () => Promise<
  readonly { account: string; files: number; late: number }[]
>;

/** Adds the metrics of media to the registry. */
export function registerMediaMetrics(registry: Registry, figures: MediaFigures): void {
  const late = new Gauge({
    name: 'zhijian_media_late',
    help: 'Files that are missing after 48 hours: WeChat drops them after 72',
    labelNames: ['account'],
    registers: [registry],
  });
  const unfetched = new Gauge({
    name: 'zhijian_media_unfetched',
    help: 'Pictures, voices and videos that are still to be fetched from WeChat',
    labelNames: ['account'],
    registers: [registry],
    async collect() {
      const rows = await figures();
      unfetched.reset();
      late.reset();
      for (const row of rows) {
        unfetched.set({ account: row.account }, row.files);
        late.set({ account: row.account }, row.late);
      }
    },
  });
}
