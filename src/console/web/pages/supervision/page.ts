import { Bell } from '@element-plus/icons-vue';
import { definePage } from '../../router/define-page';

export const page = definePage({
  path: '/supervision',
  name: 'supervision',
  title: '督办',
  right: 'report.read',
  menu: { group: 'cases', order: 50, icon: Bell },
  component: () => import('./supervision-page.vue'),
});
