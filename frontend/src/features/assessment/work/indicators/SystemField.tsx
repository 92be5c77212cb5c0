import { Form, Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { indicatorSystemsListOptions } from '@/api/gen/@tanstack/react-query.gen';

/** Which indicator system a study is about: the standard's, or a version that is kept. */
export function SystemField({ label, standard }: { label: string; standard: string }) {
  const { data } = useQuery(indicatorSystemsListOptions());
  const kept = (data?.items ?? [])
    .filter((row) => !row.is_standard)
    .map((row) => ({ value: row.id, label: `${row.name} ${row.version}` }));
  return (
    <Form.Item name="system_id" label={label}>
      <Select options={[{ value: '', label: standard }, ...kept]} />
    </Form.Item>
  );
}
