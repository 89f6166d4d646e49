/** A column of a DataTable. */
export interface Column {
  key: string;
  /** Empty where the cells speak for themselves. */
  label: string;
  /** CSS width; absent: what is left. */
  width?: string;
  align?: 'right' | 'center';
}
