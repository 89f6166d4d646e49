import { Document } from '@element-plus/icons-vue';
import { definePage } from '../../router/define-page';

export const page = definePage({
  path: '/audit',
  name: 'audit',
  title: '审计',
  right: 'audit.read',
  menu: { group: 'system', order: 20, icon: Document },
  component: () => import('./audit-page.vue'),
});
