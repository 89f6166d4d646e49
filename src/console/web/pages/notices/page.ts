import { definePage } from '../../router/define-page';

export const page = definePage({
  path: '/notices',
  name: 'notices',
  title: '通知',
  component: () => import('./notices-page.vue'),
});
