/** The parts of ECharts that the reports draw with; in a file of its own, which is fetched when one is drawn. */
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { EChartsCoreOption } from 'echarts/core';

export type ChartOption = EChartsCoreOption;

echarts.use([
  BarChart,
  LineChart,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  CanvasRenderer,
]);

/** Draws into an element and follows its size. @returns changes the picture; ends it */
export function drawChart(
  element: HTMLElement,
  option: ChartOption,
): { set(changed: ChartOption): void; end(): void } {
  const chart = echarts.init(element);
  chart.setOption(option);
  const watch = new ResizeObserver(() => chart.resize());
  watch.observe(element);
  return {
    set: (changed) => chart.setOption(changed, true),
    end() {
      watch.disconnect();
      chart.dispose();
    },
  };
}
