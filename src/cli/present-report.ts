import type { CorpusReport, Figures } from './corpus-report';

/** The report as lines: overall, then each unit. */
export function presentReport({ overall, byUnit }: CorpusReport): string[] {
  return [
    `共 ${Math.round(overall.rows)} 句`,
    ...presentFigures(overall).map((line) => `  ${line}`),
    ...[...byUnit].flatMap(([name, figures]) => [
      `${name}（${Math.round(figures.rows)} 句）`,
      ...presentFigures(figures).map((line) => `  ${line}`),
    ]),
  ];
}

function presentFigures(figures: Figures): string[] {
  const lines: [string, number, number][] = [
    ['事项：单独答对', figures.alone, figures.items],
    ['事项：答对或在三个选项里', figures.amongThree, figures.items],
    ['事项：在别的单位的公众号问，仍找得到', figures.crossedRight, figures.crossed],
    ['反问（占全部）', figures.askBacks, figures.rows],
    ['答错却当成确定（占全部）', figures.wrongCertain, figures.rows],
    ['危急：先给对号码', figures.emergenciesRight, figures.emergencies],
    ['误报危急（占全部）', figures.falseNow, figures.rows],
    ['转人工：给了办件编号', figures.queueRight, figures.queue],
    ['闲话：却建了办件', figures.chitchatCases, figures.chitchat],
    ['举报干部：只给热线', figures.handoverRight, figures.handover],
    ['单个词：给出选项', figures.confirmRight, figures.confirm],
  ];
  return lines
    .filter(([, , total]) => total > 0)
    .map(
      ([label, part, total]) =>
        `${label}：${((100 * part) / total).toFixed(1)}%（${round(part)}/${round(total)}）`,
    );
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}
