import type { listedCaseSchema } from '../../../api/cases/case-schemas';
import type {
  supervisedCasesSchema,
  supervisionSchema,
} from '../../../api/supervision/supervision-endpoints';
import type { Wire } from '../../api/wire';

export type Supervision = Wire<typeof supervisionSchema>;
export type SupervisedCases = Wire<typeof supervisedCasesSchema>;
export type SupervisionKind = Supervision['kinds'][number]['kind'];
export type SupervisedCase = Wire<typeof listedCaseSchema>;
