import { Connection } from '@element-plus/icons-vue';
import { definePage } from '../../router/define-page';

export const page = definePage({
  path: '/accounts',
  name: 'accounts',
  title: '公众号矩阵',
  right: 'content.read',
  menu: { group: 'accounts', order: 10, icon: Connection },
  component: () => import('./accounts-page.vue'),
});
