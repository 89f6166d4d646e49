import type { Context, Draft } from './context';

/**
 * Accusations against officials or the unit itself: the hotline of the discipline bodies, and no
 * case here, so that nobody who is accused reads it.
 */
export function respondToDiscipline({ tone }: Context): Draft | null {
  if (tone.discipline === null) return null;
  return {
    text: '举报干部违纪违法，请打12388，也可以上网站www.12388.gov.cn，可以不留姓名。这里的工作人员不受理这类举报，您的话不会建成办件。',
    effects: {},
    explanation: { responder: 'handover', rule: tone.discipline },
  };
}
