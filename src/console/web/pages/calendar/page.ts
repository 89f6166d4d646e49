import { Calendar } from '@element-plus/icons-vue';
import { definePage } from '../../router/define-page';

export const page = definePage({
  path: '/calendar',
  name: 'calendar',
  title: '日历',
  menu: { group: 'figures', order: 30, icon: Calendar },
  component: () => import('./calendar-page.vue'),
});
