import { ChatLineRound } from '@element-plus/icons-vue';
import { definePage } from '../../router/define-page';

export const page = definePage({
  path: '/keywords',
  name: 'keywords',
  title: '关键词',
  right: 'content.read',
  menu: { group: 'accounts', order: 30, icon: ChatLineRound },
  component: () => import('./keywords-page.vue'),
});
