import { hashKey, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { clearMirrors } from '@/shared/lib/mirror';
import { api } from './client';
import { meTodosOptions } from './gen/@tanstack/react-query.gen';
import type {
  HatView,
  LoginInput,
  MenuView,
  MeView,
  PasswordAgainInput,
  RegisterInput,
  TodoView,
} from './gen';

export type Me = MeView;
export type Hat = HatView;
export type MenuItem = MenuView & { badge?: number | null };
export type Todo = TodoView;

export const ME_KEY = ['me'] as const;

/** Who is signed in; anonymous visitors get `user: null`, also before the server answers. */
export function useMe() {
  const query = useQuery({
    queryKey: ME_KEY,
    queryFn: ({ signal }) => api.get<Me>('/api/v1/me', undefined, signal),
    staleTime: 60_000,
  });
  return { ...query, me: query.data ?? null, user: query.data?.user ?? null };
}

function useEnter() {
  const client = useQueryClient();
  return (me: Me) => {
    client.setQueryData(ME_KEY, me);
    // Another person or another hat sees other data: everything else is forgotten and read anew.
    void client.resetQueries({ predicate: (query) => query.queryHash !== hashKey(ME_KEY) });
  };
}

const login = (body: LoginInput) => api.post<Me>('/api/v1/auth/login', body);

export function useLogin() {
  return useMutation({ mutationFn: login, onSuccess: useEnter() });
}

/** Signing in again in place: what the page shows stays, and so does the hat. */
export function useRelogin(before: Me) {
  return useMutation({
    mutationFn: async (body: LoginInput) => {
      const me = await login(body);
      const hat = before.hat?.membership_id;
      if (me.user?.id !== before.user?.id || !hat || me.hat?.membership_id === hat) return me;
      return api.post<Me>('/api/v1/me/hat', { membership_id: hat });
    },
  });
}

/** The password once more before a binding act; the session goes on. */
export function usePasswordAgain() {
  return useMutation({
    mutationFn: (body: PasswordAgainInput) => api.post<Me>('/api/v1/me/reauthenticate', body),
  });
}

export function useRegister() {
  return useMutation({
    mutationFn: ({ key, ...body }: RegisterInput & { key: string }) =>
      api.post<Me>('/api/v1/auth/register', body, { key }),
    onSuccess: useEnter(),
  });
}

export function useSwitchHat() {
  return useMutation({
    mutationFn: (membership_id: string) => api.post<Me>('/api/v1/me/hat', { membership_id }),
    onSuccess: useEnter(),
  });
}

export function useLogout() {
  return useMutation({
    mutationFn: () => api.post<null>('/api/v1/auth/logout'),
    onSuccess: () => {
      clearMirrors();
      // A full load leaves nothing of the former person in memory.
      location.assign('/');
    },
  });
}

export function useTodos(enabled = true) {
  return useQuery({ ...meTodosOptions(), enabled });
}
