export { ActionBar } from './ActionBar';
export type { ActionFacts } from './ActionBar';
export { ConflictDialog } from './ConflictDialog';
export { FoundDraft, LeaveGuard } from './LeaveGuard';
export { splitFaults, useProblemForm } from './useProblemForm';
