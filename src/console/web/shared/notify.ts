import { ElMessage } from 'element-plus';
import 'element-plus/es/components/message/style/css';

/** Says what was done; read aloud, and gone by itself. */
export function notifyDone(sentence: string): void {
  ElMessage({ message: sentence, type: 'success', duration: 4000, showClose: true });
}

/** Says what did not work where there is no place beside it for a ProblemNote. */
export function notifyFault(sentence: string): void {
  ElMessage({ message: sentence, type: 'error', duration: 8000, showClose: true });
}
