const ZONE = 'Asia/Shanghai';
const FULL = new Intl.DateTimeFormat('zh-CN', {
  timeZone: ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

/** How much of an instant is written: `2022-06-02 08:44`, `2022-06-02`, `06-02 08:44`, `08:44`. */
export type TimeForm = 'full' | 'date' | 'short' | 'clock';

/** An instant in China's time, whatever the computer's zone. @param at ISO 8601 */
export function presentTime(at: string, form: TimeForm = 'full'): string {
  const part = new Map(FULL.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
  const day = `${part.get('month')}-${part.get('day')}`;
  const clock = `${part.get('hour')}:${part.get('minute')}`;
  switch (form) {
    case 'full':
      return `${part.get('year')}-${day} ${clock}`;
    case 'date':
      return `${part.get('year')}-${day}`;
    case 'short':
      return `${day} ${clock}`;
    case 'clock':
      return clock;
  }
}

/** The beginning of a day in China as an instant. @param day `2022-06-02` @param later days after it */
export function startOfDay(day: string, later = 0): string {
  const start = new Date(`${day}T00:00:00+08:00`).getTime();
  return new Date(start + later * 24 * 60 * 60_000).toISOString();
}

/**
 * How long until something ends, for what has hours: `3 小时 12 分`, `12 分`.
 * @param ms not negative
 * @param roughAboveMs above it minutes are left out: `31 小时`
 */
export function presentSpan(ms: number, { roughAboveMs = Infinity } = {}): string {
  const minutes = Math.floor(ms / 60_000);
  const hours = Math.floor(minutes / 60);
  if (minutes === 0) return '不到 1 分';
  if (ms > roughAboveMs) return `${hours} 小时`;
  return hours === 0 ? `${minutes} 分` : `${hours} 小时 ${minutes % 60} 分`;
}
