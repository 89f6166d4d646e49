import { DataAnalysis } from '@element-plus/icons-vue';
import { definePage } from '../../router/define-page';

export const pages = [
  definePage({
    path: '/reports',
    name: 'reports',
    title: '报表',
    right: 'report.read',
    menu: { group: 'figures', order: 10, icon: DataAnalysis },
    component: () => import('./reports-page.vue'),
  }),
  definePage({
    path: '/reports/snapshots/:id',
    name: 'report-snapshot',
    title: '通报',
    right: 'report.read',
    parent: 'reports',
    component: () => import('./snapshot-page.vue'),
  }),
];
