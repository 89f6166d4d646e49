import { Lock } from '@element-plus/icons-vue';
import { definePage } from '../../router/define-page';

export const page = definePage({
  path: '/cadre-reports',
  name: 'cadre-reports',
  title: '反映干部的举报',
  right: 'cadre_report.read',
  isSecret: true,
  menu: { group: 'cases', order: 90, icon: Lock },
  component: () => import('./cadre-reports-page.vue'),
});
