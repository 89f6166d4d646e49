import { User } from '@element-plus/icons-vue';
import { definePage } from '../../router/define-page';

export const page = definePage({
  path: '/people',
  name: 'people',
  title: '用户与角色',
  right: 'staff.manage',
  menu: { group: 'system', order: 10, icon: User },
  component: () => import('./people-page.vue'),
});
