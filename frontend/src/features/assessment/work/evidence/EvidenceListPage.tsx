import { Modal, Select } from 'antd';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { api } from '@/api/client';
import type { EvidenceRow, EvidenceBaseView } from '@/api/gen';
import { evidenceBasesListOptions, outcomesListOptions } from '@/api/gen/@tanstack/react-query.gen';
import { useMe } from '@/api/me';
import { ago } from '@/shared/lib/format';
import { useListState } from '@/shared/lib/useListState';
import {
  Button,
  DataTable,
  DemoTag,
  PageHeader,
  ProblemAlert,
  SearchBox,
  Tag,
  type Column,
} from '@/shared/ui';
import { useEvidenceText } from '../../i18n/evidence';
import organise from '../organise.module.css';

function Title({ row }: { row: EvidenceRow }) {
  return (
    <>
      <Link to={`/work/evidence/${row.id}`}>{row.outcome_title}</Link>{' '}
      <DemoTag show={row.is_demo} />
    </>
  );
}

/** Evidence bases of my institution's outcomes, or of all for those who organise. */
export default function EvidenceListPage() {
  const t = useEvidenceText();
  const { me } = useMe();
  const [asking, setAsking] = useState(false);
  const list = useListState({ sort: '-updated_at' });
  const { set } = list;
  const search = useCallback((q: string) => set({ q }), [set]);
  const result = useQuery({
    ...evidenceBasesListOptions({ query: list.params() }),
    placeholderData: keepPreviousData,
  });
  // Only spares others a button that the server would refuse.
  const mayOpen = me?.hat?.role === 'holder' || me?.hat?.role === 'operator';
  const open = mayOpen && (
    <Button kind="primary" onClick={() => setAsking(true)}>
      {t('openBase')}
    </Button>
  );
  const gaps = (row: EvidenceRow) =>
    row.gaps > 0 && (
      <Tag tone="seal" icon>
        {t('gaps')} {row.gaps}
      </Tag>
    );
  const columns: Column<EvidenceRow>[] = [
    { title: t('number'), className: 'num', width: 140, render: (_, row) => row.outcome_number },
    { title: t('outcome'), sortKey: 'title', render: (_, row) => <Title row={row} /> },
    { title: t('organisation'), dataIndex: 'organisation_name' },
    { title: t('figures'), dataIndex: 'figures', className: 'num', align: 'end' },
    { title: t('citations'), dataIndex: 'citations', className: 'num', align: 'end' },
    { title: t('parts'), render: (_, row) => row.parts.join('、') },
    { title: t('gaps'), render: (_, row) => gaps(row) },
    { title: t('updated'), sortKey: 'updated_at', render: (_, row) => ago(row.updated_at) },
  ];
  return (
    <>
      <PageHeader title={t('bases')} subtitle={t('lead')} extra={open} />
      <div className={organise.tools}>
        <SearchBox size="small" value={list.q} onSearch={search} placeholder={t('find')} />
      </div>
      <DataTable
        result={result}
        list={list}
        columns={columns}
        rowKey="id"
        label={t('bases')}
        empty={{ title: t('noBases'), text: t('noBasesText'), action: open }}
        card={(row) => (
          <div className={organise.card}>
            <Title row={row} />
            {gaps(row)}
            <small>
              {row.outcome_number} · {t('figures')} {row.figures} · {row.parts.join('、')}
            </small>
          </div>
        )}
      />
      {asking && <OpenDialog onClose={() => setAsking(false)} />}
    </>
  );
}

function OpenDialog({ onClose }: { onClose: () => void }) {
  const t = useEvidenceText();
  const go = useNavigate();
  const outcomes = useQuery(outcomesListOptions({ query: { size: 100 } }));
  const [chosen, setChosen] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const open = async () => {
    setBusy(true);
    setError(null);
    try {
      const body = { outcome_id: chosen };
      const base = await api.post<EvidenceBaseView>('/api/v1/evidence-bases', body);
      await go(`/work/evidence/${base.id}`);
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t('openBase')}
      okText={t('openBase')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !chosen, loading: busy }}
      onOk={() => void open()}
      onCancel={onClose}
    >
      <p>{t('openFor')}</p>
      <Select
        showSearch
        optionFilterProp="label"
        aria-label={t('choose')}
        placeholder={t('choose')}
        style={{ width: '100%' }}
        loading={outcomes.isPending}
        value={chosen}
        options={(outcomes.data?.items ?? [])
          .filter((row) => row.number)
          .map((row) => ({ value: row.id, label: `${row.number} ${row.title}` }))}
        onChange={setChosen}
      />
      <ProblemAlert error={outcomes.error ?? error} />
    </Modal>
  );
}
