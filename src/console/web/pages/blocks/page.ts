import { CircleClose } from '@element-plus/icons-vue';
import { definePage } from '../../router/define-page';

export const page = definePage({
  path: '/blocks',
  name: 'blocks',
  title: '黑名单与敏感词',
  right: ['citizen.block', 'content.read'],
  menu: { group: 'answers', order: 30, icon: CircleClose },
  component: () => import('./blocks-page.vue'),
});
