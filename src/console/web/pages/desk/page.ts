import { House } from '@element-plus/icons-vue';
import { definePage } from '../../router/define-page';

export const page = definePage({
  path: '/',
  name: 'desk',
  title: '工作台',
  menu: { group: 'cases', order: 0, icon: House },
  component: () => import('./desk-page.vue'),
});
