import { useMe } from '@/api/me';

/** Whether buttons that only an institution's people can use are worth showing. */
export function useWritesForInstitution(): boolean {
  const { me } = useMe();
  return me?.hat?.role === 'holder' || me?.hat?.role === 'org_admin';
}
