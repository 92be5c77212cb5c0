import { Form, type FormInstance } from 'antd';
import { useCallback, useState } from 'react';
import { ApiProblem, pointerToPath } from '@/api/problem';

type Path = (string | number)[];

/** Faults of a problem as antd fields; `rest` are those without a field on the screen. */
export function splitFaults(
  problem: ApiProblem,
  hasField: (path: Path) => boolean,
): { fields: { name: Path; errors: string[] }[]; rest: ApiProblem | null } {
  const byField = new Map<string, { name: Path; errors: string[] }>();
  const left: ApiProblem['errors'][number][] = [];
  for (const fault of problem.errors) {
    let path = pointerToPath(fault.pointer);
    // A fault inside a compound field belongs to the field that holds it.
    while (path.length > 0 && !hasField(path)) path = path.slice(0, -1);
    if (path.length === 0) left.push(fault);
    else {
      const key = JSON.stringify(path);
      const entry = byField.get(key) ?? { name: path, errors: [] };
      entry.errors.push(fault.detail);
      byField.set(key, entry);
    }
  }
  const fields = [...byField.values()];
  if (fields.length > 0 && left.length === 0) return { fields, rest: null };
  const rest = new ApiProblem(problem.status, { ...problem.body, errors: left });
  return { fields, rest };
}

/**
 * antd form that shows the faults of the server at its fields:
 * `const { form, rest, show } = useProblemForm<Values>()`, `onError: show`, `<ProblemAlert error={rest}/>`.
 */
export function useProblemForm<V extends object>(): {
  form: FormInstance<V>;
  rest: unknown;
  show: (error: unknown) => void;
} {
  const [form] = Form.useForm<V>();
  const [rest, setRest] = useState<unknown>(null);
  const show = useCallback(
    (error: unknown) => {
      if (!(error instanceof ApiProblem)) {
        setRest(error);
        return;
      }
      const known = new Set(form.getFieldsError().map((field) => JSON.stringify(field.name)));
      const split = splitFaults(error, (path) => known.has(JSON.stringify(path)));
      setRest(split.rest);
      form.setFields(split.fields as unknown as Parameters<typeof form.setFields>[0]);
      const first = split.fields[0];
      if (first) form.scrollToField(first.name as never, { behavior: 'smooth', block: 'center' });
    },
    [form],
  );
  return { form, rest, show };
}
