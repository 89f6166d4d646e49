import { Tickets } from '@element-plus/icons-vue';
import { definePage } from '../../router/define-page';

export const page = definePage({
  path: '/cases',
  name: 'cases',
  title: '办件列表',
  right: 'case.read',
  menu: { group: 'cases', order: 10, icon: Tickets },
  component: () => import('./case-list-page.vue'),
});
