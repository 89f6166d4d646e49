import { Guide, Finished } from '@element-plus/icons-vue';
import { definePage } from '../../router/define-page';

export const pages = [
  definePage({
    path: '/dispatch',
    name: 'dispatch',
    title: '分派台',
    right: 'case.coordinate',
    menu: { group: 'cases', order: 15, icon: Guide },
    component: () => import('./dispatch-page.vue'),
  }),
  definePage({
    path: '/dismissals',
    name: 'dismissals',
    title: '无需办理抽查',
    right: 'case.coordinate',
    menu: { group: 'cases', order: 60, icon: Finished },
    component: () => import('./dismissals-page.vue'),
  }),
];
