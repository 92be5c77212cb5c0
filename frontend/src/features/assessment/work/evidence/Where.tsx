import { Form, Input, InputNumber, Select } from 'antd';
import type { EvidenceFile } from '@/api/gen';
import { useEvidenceText } from '../../i18n/evidence';
import { FileAt } from './FileAt';
import s from './evidence.module.css';

interface Shown {
  file_id: string | null;
  file_name: string;
  page: string;
  source?: string;
  citation_title?: string;
  year?: number | null;
}

/** Where a figure comes from: its file at its page, a citation, or the source in words. */
export function Where({ from, filesPath }: { from: Shown; filesPath: string }) {
  return (
    <span className={s.where}>
      {from.file_id && (
        <FileAt url={`${filesPath}/${from.file_id}`} name={from.file_name} page={from.page} />
      )}
      {!from.file_id && from.page && <span>{from.page}</span>}
      {from.citation_title && <span>{from.citation_title}</span>}
      {from.source && (
        <small>
          {from.source}
          {from.year != null && `（${from.year}）`}
        </small>
      )}
    </span>
  );
}

type Name = (string | number)[];

/** File, page, source and year of a figure as fields of a form. */
export function WhereFields({
  at,
  files,
  sourced = true,
  dated = false,
}: {
  at: Name;
  files: readonly EvidenceFile[];
  /** The source in words is part of it. */
  sourced?: boolean;
  dated?: boolean;
}) {
  const t = useEvidenceText();
  return (
    <>
      <Form.Item name={[...at, 'file_id']} label={t('file')}>
        <Select
          allowClear
          showSearch
          optionFilterProp="label"
          options={files.map((file) => ({ value: file.id, label: file.name }))}
        />
      </Form.Item>
      <Form.Item name={[...at, 'page']} label={t('page')}>
        <Input maxLength={40} />
      </Form.Item>
      {sourced && (
        <Form.Item
          name={[...at, 'source']}
          label={t('source')}
          rules={[{ required: dated, whitespace: true }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      )}
      {dated && (
        <Form.Item name={[...at, 'year']} label={t('year')} rules={[{ required: true }]}>
          <InputNumber min={1900} max={2100} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      )}
    </>
  );
}
