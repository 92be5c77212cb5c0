/** Shapes every endpoint shares. */
export interface Page<T> {
  items: T[];
  total: number;
  page: number;
  size: number;
}

export interface AvailableAction {
  action: string;
  label_zh: string;
  label_en?: string | null;
  reason_required: boolean;
  /** true asks once more; a text is the question to ask. */
  confirm?: boolean | string | null;
}

/** What every detail view carries. */
export interface Versioned {
  version: number;
  available_actions: AvailableAction[];
}
