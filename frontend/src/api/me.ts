import { hashKey, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { clearMirrors } from '@/shared/lib/mirror';
import { api } from './client';
import type { Page } from './types';

export interface Hat {
  membership_id: string;
  role: string;
  role_label: string;
  organisation_id: string | null;
  organisation_name: string | null;
}

export interface MenuItem {
  key: string;
  label_zh: string;
  label_en?: string | null;
  path: string;
  badge?: number | null;
}

export interface Me {
  user: { id: string; name: string; email: string; locale: string; is_demo: boolean } | null;
  hat: Hat | null;
  hats: Hat[];
  menu: MenuItem[];
  unread: number;
}

export interface Todo {
  id: string;
  kind: string;
  title: string;
  link: string;
  due_at: string | null;
  created_at: string;
  overdue: boolean;
}

export interface Registration {
  email: string;
  password: string;
  name: string;
  organisation: { name: string; kind: string; credit_code: string } | null;
  role: string;
  accept_terms: boolean;
}

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

const login = (body: { email: string; password: string }) =>
  api.post<Me>('/api/v1/auth/login', body);

export function useLogin() {
  return useMutation({ mutationFn: login, onSuccess: useEnter() });
}

/** Signing in again in place: what the page shows stays. */
export function useRelogin() {
  return useMutation({ mutationFn: login });
}

export function useRegister() {
  return useMutation({
    mutationFn: ({ key, ...body }: Registration & { key: string }) =>
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
  return useQuery({
    queryKey: ['me', 'todos'],
    queryFn: ({ signal }) =>
      api.get<Pick<Page<Todo>, 'items' | 'total'>>('/api/v1/me/todos', undefined, signal),
    enabled,
  });
}
