import { Button, Modal, Select } from 'antd';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { api } from '@/api/client';
import type { ExpertCategory, ExpertRow, ExpertStatus, ExpertView } from '@/api/gen';
import { expertsListOptions } from '@/api/gen/@tanstack/react-query.gen';
import { refresh, useSubmitKey } from '@/api/hooks';
import { useTerm, useTermOptions } from '@/api/taxonomy';
import { labelOf, useLang } from '@/shared/lib/text';
import { useListState } from '@/shared/lib/useListState';
import { DataTable, DemoTag, PageHeader, SearchBox, Seg, StateTag, type Column } from '@/shared/ui';
import { useMe } from '@/api/me';
import { useExpertText } from '../i18n';
import { CATEGORIES, EXPERT_STATES, SECTORS } from '../labels';
import { ProfileForm, type ProfileValues } from './ProfileForm';
import s from './experts.module.css';

const ALL = 'all';

function Name({ row }: { row: ExpertRow }) {
  return (
    <>
      <Link to={`/work/experts/${row.id}`}>{row.name}</Link> <DemoTag show={row.is_demo} />
    </>
  );
}

/** The expert base with category, sector, fields, years and load. */
export default function ExpertsPage() {
  const t = useExpertText();
  const lang = useLang();
  const term = useTerm();
  const fields = useTermOptions('tech_field');
  const go = useNavigate();
  const client = useQueryClient();
  const { me } = useMe();
  const { keyOf } = useSubmitKey();
  const [adding, setAdding] = useState(false);
  const list = useListState({ filters: ['category', 'sector', 'field', 'status'] });
  const result = useQuery({
    ...expertsListOptions({ query: list.params() }),
    placeholderData: keepPreviousData,
  });
  const { set } = list;
  const search = useCallback((q: string) => set({ q }), [set]);
  const add = async (values: ProfileValues) => {
    const made = await api.post<ExpertView>('/api/v1/experts', values, { key: keyOf(values) });
    await refresh(client, 'expertsList', 'meTodos');
    await go(`/work/experts/${made.id}`);
  };
  const filter = <S extends string>(
    name: 'category' | 'status',
    label: string,
    all: string,
    table: Record<S, Parameters<typeof labelOf>[0]>,
  ) => (
    <Seg
      name={name}
      label={label}
      value={list.filters[name][0] ?? ALL}
      onChange={(value) => set({ filters: { [name]: value === ALL ? [] : [value] } })}
      options={[
        { value: ALL, label: all },
        ...(Object.keys(table) as S[]).map((value) => ({
          value: value as string,
          label: labelOf(table[value], lang),
        })),
      ]}
    />
  );
  const sector = (row: ExpertRow) =>
    row.source_sector ? labelOf(SECTORS[row.source_sector], lang) : t('unknown');
  const columns: Column<ExpertRow>[] = [
    { title: t('name'), sortKey: 'name', render: (_, row) => <Name row={row} /> },
    { title: t('category'), render: (_, row) => labelOf(CATEGORIES[row.category], lang) },
    { title: t('sector'), render: (_, row) => sector(row) },
    { title: t('organisation'), dataIndex: 'organisation_name' },
    {
      title: t('fields'),
      render: (_, row) => row.fields.map((code) => term('tech_field', code)).join('、'),
    },
    {
      title: t('liverYears'),
      sortKey: 'liver_years',
      className: 'num',
      render: (_, row) => (row.liver_years == null ? t('unknown') : row.liver_years),
    },
    {
      title: t('load'),
      className: 'num',
      render: (_, row) => t('loadOf', { n: row.load, max: row.max_load }),
    },
    {
      title: t('status'),
      render: (_, row) => <StateTag status={row.status} labels={EXPERT_STATES} />,
    },
  ];
  // Only spares auditors a button that the server would refuse.
  const mayAdd = me?.hat?.role === 'operator';
  return (
    <>
      <PageHeader
        title={t('experts')}
        subtitle={t('expertsLead')}
        extra={
          mayAdd && (
            <Button type="primary" onClick={() => setAdding(true)}>
              {t('addExpert')}
            </Button>
          )
        }
      />
      <div className={s.tools}>
        <SearchBox size="small" value={list.q} onSearch={search} placeholder={t('findExpert')} />
        {filter<ExpertCategory>('category', t('category'), t('allCategories'), CATEGORIES)}
        {filter<ExpertStatus>('status', t('status'), t('allStates'), EXPERT_STATES)}
        <Select
          allowClear
          aria-label={t('sector')}
          placeholder={t('sector')}
          className={s.pick}
          value={list.filters.sector[0]}
          options={Object.entries(SECTORS).map(([value, item]) => ({
            value,
            label: labelOf(item, lang),
          }))}
          onChange={(value?: string) => set({ filters: { sector: value ? [value] : [] } })}
        />
        <Select
          allowClear
          aria-label={t('fields')}
          placeholder={t('fields')}
          className={s.pick}
          value={list.filters.field[0]}
          options={fields}
          onChange={(value?: string) => set({ filters: { field: value ? [value] : [] } })}
        />
      </div>
      <DataTable
        result={result}
        list={list}
        columns={columns}
        rowKey="id"
        label={t('experts')}
        empty={{ title: t('noExperts'), text: t('noExpertsText') }}
        card={(row) => (
          <div className={s.card}>
            <Name row={row} />
            <StateTag status={row.status} labels={EXPERT_STATES} />
            <small>
              {labelOf(CATEGORIES[row.category], lang)} · {sector(row)} · {row.organisation_name} ·{' '}
              {t('load')} {t('loadOf', { n: row.load, max: row.max_load })}
            </small>
          </div>
        )}
      />
      <Modal
        open={adding}
        title={t('addExpert')}
        footer={null}
        width={760}
        onCancel={() => setAdding(false)}
      >
        <ProfileForm withEmail okText={t('save')} onSave={add} onCancel={() => setAdding(false)} />
      </Modal>
    </>
  );
}
