export { OUTCOME_STATES } from '@/shared/ui';
