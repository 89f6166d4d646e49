import { User } from '@element-plus/icons-vue';
import { definePage } from '../../router/define-page';

export const pages = [
  definePage({
    path: '/citizens',
    name: 'citizens',
    title: '群众档案',
    right: 'case.read',
    menu: { group: 'cases', order: 50, icon: User },
    component: () => import('./citizens-page.vue'),
  }),
  definePage({
    path: '/citizens/:account/:id',
    name: 'citizen',
    title: '群众档案',
    right: 'case.read',
    parent: 'citizens',
    component: () => import('./citizen-page.vue'),
  }),
];
