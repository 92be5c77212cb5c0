import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './problem';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      retry: (count, error) =>
        count < 1 && !(error instanceof ApiProblem && error.status >= 400 && error.status < 500),
    },
    mutations: { retry: false },
  },
});

/**
 * Takes the data the server embedded in the page (`#first-data`: a list of [query key, data]), so
 * that the first render shows what the server already sent.
 */
export function seed(client: QueryClient): void {
  const text = document.getElementById('first-data')?.textContent;
  if (!text) return;
  try {
    const entries: unknown = JSON.parse(text);
    if (!Array.isArray(entries)) return;
    for (const [key, data] of entries as [readonly unknown[], unknown][]) {
      client.setQueryData(key, data);
    }
  } catch (error) {
    console.error('first-data cannot be read', error);
  }
}
