import { ChatLineRound } from '@element-plus/icons-vue';
import { definePage } from '../../router/define-page';

export const pages = [
  definePage({
    path: '/phrases',
    name: 'phrases',
    title: '常用语',
    right: 'phrase.edit',
    menu: { group: 'answers', order: 10, icon: ChatLineRound },
    component: () => import('./phrases-page.vue'),
  }),
  definePage({
    path: '/phrases/new',
    name: 'new-phrase',
    title: '新建常用语',
    right: 'phrase.edit',
    parent: 'phrases',
    component: () => import('./new-phrase-page.vue'),
  }),
  definePage({
    path: '/phrases/:id',
    name: 'phrase',
    title: '一条常用语',
    right: 'phrase.edit',
    parent: 'phrases',
    component: () => import('./phrase-page.vue'),
  }),
];
