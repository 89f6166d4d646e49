import { Menu } from '@element-plus/icons-vue';
import { definePage } from '../../router/define-page';

export const page = definePage({
  path: '/menus',
  name: 'menus',
  title: '菜单',
  right: 'content.read',
  menu: { group: 'accounts', order: 20, icon: Menu },
  component: () => import('./menus-page.vue'),
});
