import { Stamp } from '@element-plus/icons-vue';
import { definePage } from '../../router/define-page';

export const page = definePage({
  path: '/review',
  name: 'review',
  title: '审核签发',
  right: ['case.review', 'case.sign'],
  menu: { group: 'cases', order: 20, icon: Stamp },
  component: () => import('./review-page.vue'),
});
