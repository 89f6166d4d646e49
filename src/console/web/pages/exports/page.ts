import { Download } from '@element-plus/icons-vue';
import { definePage } from '../../router/define-page';

export const page = definePage({
  path: '/exports',
  name: 'exports',
  title: '我的导出',
  right: ['case.export', 'report.read'],
  menu: { group: 'figures', order: 40, icon: Download },
  component: () => import('./exports-page.vue'),
});
