import { Button, Form, Input, InputNumber, Select } from 'antd';
import type { ReactNode } from 'react';
import type { EvidenceFile } from '@/api/gen';
import { useEvidenceText } from '../../i18n/evidence';
import { useProjectText } from '../../i18n/project';
import s from './evidence.module.css';

const CLAIMS = ['none', 'domestic', 'international'] as const;
const STATES = ['done', 'running', 'planned'] as const;
const KINDS = ['procedure', 'device', 'information', 'workflow', 'other'] as const;
const FITS = ['direct', 'minor', 'major', 'conflict'] as const;
const required = [{ required: true, whitespace: true }];

const fileOptions = (files: readonly EvidenceFile[]) =>
  files.map((file) => ({ value: file.id, label: file.name }));

export function NoveltyFields({ files }: { files: readonly EvidenceFile[] }) {
  const t = useProjectText();
  return (
    <>
      <div className={s.three}>
        <Form.Item name={['novelty', 'claim']} label={t('claim')}>
          <Select options={CLAIMS.map((value) => ({ value, label: t(value) }))} />
        </Form.Item>
        <Form.Item name={['novelty', 'report_file_id']} label={t('report')}>
          <Select allowClear options={fileOptions(files)} />
        </Form.Item>
        <Form.Item name={['novelty', 'report_number']} label={t('reportNumber')}>
          <Input maxLength={80} />
        </Form.Item>
      </div>
      <Form.Item name={['novelty', 'note']} label={t('claimNote')}>
        <Input maxLength={500} />
      </Form.Item>
    </>
  );
}

interface RowsProps {
  name: string;
  blank: object;
  children: (place: number) => ReactNode;
}

function Rows({ name, blank, children }: RowsProps) {
  const t = useEvidenceText();
  return (
    <Form.List name={name}>
      {(fields, { add, remove }) => (
        <>
          {fields.map((field) => (
            <fieldset key={field.key} className={s.set}>
              {children(field.name)}
              <Button
                danger
                size="small"
                aria-label={t('removeRow', { n: field.name + 1 })}
                onClick={() => remove(field.name)}
              >
                {t('remove')}
              </Button>
            </fieldset>
          ))}
          <Button className={s.add} onClick={() => add(blank)}>
            {t('addRow')}
          </Button>
        </>
      )}
    </Form.List>
  );
}

export function StepFields({ files }: { files: readonly EvidenceFile[] }) {
  const t = useProjectText();
  return (
    <Rows name="milestones" blank={{ name: '', state: 'planned' }}>
      {(place) => (
        <div className={s.four}>
          <Form.Item name={[place, 'name']} label={t('milestone')} rules={required}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name={[place, 'state']} label={t('state')}>
            <Select options={STATES.map((value) => ({ value, label: t(value) }))} />
          </Form.Item>
          <Form.Item
            name={[place, 'on']}
            label={t('on')}
            getValueFromEvent={(event: { target: { value: string } }) => event.target.value || null}
          >
            <Input type="date" />
          </Form.Item>
          <Form.Item name={[place, 'file_id']} label={t('proof')}>
            <Select allowClear options={fileOptions(files)} />
          </Form.Item>
        </div>
      )}
    </Rows>
  );
}

export function InterfaceFields() {
  const t = useProjectText();
  return (
    <Rows name="interfaces" blank={{ name: '', kind: 'procedure', fit: 'direct' }}>
      {(place) => (
        <div className={s.four}>
          <Form.Item name={[place, 'name']} label={t('interface')} rules={required}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name={[place, 'kind']} label={t('kind')}>
            <Select options={KINDS.map((value) => ({ value, label: t(value) }))} />
          </Form.Item>
          <Form.Item name={[place, 'fit']} label={t('fit')}>
            <Select options={FITS.map((value) => ({ value, label: t(value) }))} />
          </Form.Item>
          <Form.Item name={[place, 'note']} label={t('note')}>
            <Input maxLength={500} />
          </Form.Item>
        </div>
      )}
    </Rows>
  );
}

export function TeamFields() {
  const t = useProjectText();
  return (
    <Rows name="team" blank={{ name: '' }}>
      {(place) => (
        <div className={s.three}>
          <Form.Item name={[place, 'name']} label={t('memberName')} rules={required}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name={[place, 'role']} label={t('role')}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name={[place, 'discipline']} label={t('discipline')}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name={[place, 'title']} label={t('title')}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name={[place, 'task']} label={t('task')}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name={[place, 'share']} label={t('share')}>
            <InputNumber min={0} max={100} precision={0} style={{ width: '100%' }} />
          </Form.Item>
        </div>
      )}
    </Rows>
  );
}
