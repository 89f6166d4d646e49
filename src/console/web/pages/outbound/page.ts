import { Promotion } from '@element-plus/icons-vue';
import { definePage } from '../../router/define-page';

export const page = definePage({
  path: '/outbound',
  name: 'outbound',
  title: '群机器人和推送',
  right: 'system.watch',
  menu: { group: 'system', order: 60, icon: Promotion },
  component: () => import('./outbound-page.vue'),
});
