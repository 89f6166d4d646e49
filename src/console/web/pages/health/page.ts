import { Failed, Monitor } from '@element-plus/icons-vue';
import { definePage } from '../../router/define-page';

export const pages = [
  definePage({
    path: '/health',
    name: 'health',
    title: '系统健康',
    right: 'system.watch',
    menu: { group: 'system', order: 30, icon: Monitor },
    component: () => import('./health-page.vue'),
  }),
  definePage({
    path: '/deliveries',
    name: 'deliveries',
    title: '发送失败',
    right: 'case.read',
    menu: { group: 'cases', order: 60, icon: Failed },
    component: () => import('./deliveries-page.vue'),
  }),
];
