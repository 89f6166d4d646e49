import { Search, Warning } from '@element-plus/icons-vue';
import { definePage } from '../../router/define-page';

export const pages = [
  definePage({
    path: '/queries',
    name: 'queries',
    title: '查询服务',
    right: 'content.read',
    menu: { group: 'accounts', order: 40, icon: Search },
    component: () => import('./queries-page.vue'),
  }),
  definePage({
    path: '/content',
    name: 'content',
    title: '内容停用与纠错',
    right: 'content.read',
    menu: { group: 'accounts', order: 50, icon: Warning },
    component: () => import('./content-page.vue'),
  }),
];
