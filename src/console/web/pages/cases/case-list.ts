import type { caseListSchema } from '../../../api/cases/list-endpoint';
import type { workbenchSchema } from '../../../api/workbench/workbench-endpoints';
import type { Wire } from '../../api/wire';

export type CaseListAnswer = Wire<typeof caseListSchema>;
export type ListedCase = CaseListAnswer['cases'][number];
export type Workbench = Wire<typeof workbenchSchema>;
