import { localeContextKey } from 'element-plus';
import zhCn from 'element-plus/es/locale/lang/zh-cn';
import { createPinia } from 'pinia';
import { createApp, ref } from 'vue';
import App from './app.vue';
import { buildRouter } from './router/router';
import './styles/base.css';
import './styles/theme.css';
import './styles/touch.css';
import './styles/print.css';

createApp(App)
  .provide(localeContextKey, ref(zhCn))
  .use(createPinia())
  .use(buildRouter())
  .mount('#app');
