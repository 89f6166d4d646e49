import { definePage } from '../../router/define-page';

export const page = definePage({
  path: '/help',
  name: 'help',
  title: '帮助',
  component: () => import('./help-page.vue'),
});
