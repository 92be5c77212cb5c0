import { Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { IndicatorView, TreeView } from '@/api/gen';
import {
  indicatorSystemsListOptions,
  indicatorSystemsReadOptions,
  indicatorTreeReadOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { useMe } from '@/api/me';
import { date } from '@/shared/lib/format';
import {
  CopyText,
  DescriptionGrid,
  Notice,
  PageHeader,
  ProblemAlert,
  Skeleton,
  Tag,
} from '@/shared/ui';
import { useIndicatorText } from '../../i18n/indicators';
import { ImportDialog } from './ImportDialog';
import { Dimension } from './TreeSheet';
import s from './indicators.module.css';

/** The indicator system: the standard's, or a kept version; the sheet prints as it stands. */
export default function IndicatorsPage() {
  const t = useIndicatorText();
  const { id } = useParams();
  const go = useNavigate();
  const { me } = useMe();
  const [taking, setTaking] = useState(false);
  const standard = useQuery({ ...indicatorTreeReadOptions(), enabled: !id });
  const kept = useQuery({
    ...indicatorSystemsReadOptions({ path: { system_id: id ?? '' } }),
    enabled: Boolean(id),
  });
  const { data, error, isPending, refetch } = id ? kept : standard;
  if (isPending) return <Skeleton rows={12} />;
  if (!data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  const file = id
    ? `/api/v1/indicator-systems/${id}/tree.json`
    : '/api/v1/indicator-tree/tree.json';
  return (
    <>
      <PageHeader
        title={data.name}
        trail={
          id
            ? [[t('indicators'), '/work/indicators'], [t('version', { v: data.version })]]
            : undefined
        }
        tags={<Tag tone="brand">{t('version', { v: data.version })}</Tag>}
        subtitle={<span className="no-print">{t('lead')}</span>}
        extra={
          <div className={`${s.buttons} no-print`}>
            <a className={s.download} href={file} download>
              {t('exportJson')}
            </a>
            {/* Only spares others a button that the server would refuse. */}
            {me?.hat?.role === 'operator' && (
              <>
                <Button onClick={() => setTaking(true)}>{t('importJson')}</Button>
                <Button onClick={() => void go(`/work/indicators/${id ? `${id}/` : ''}edit`)}>
                  {t('edit')}
                </Button>
              </>
            )}
            <Button onClick={() => window.print()}>{t('print')}</Button>
          </div>
        }
      />
      <div className={s.stack} lang="zh-CN">
        <Facts tree={data} />
        <Versions current={data.hash} />
        <nav className={`${s.jump} no-print`} aria-label={t('jump')}>
          {data.root.children.map((node) => (
            <a key={node.code} href={`#dim-${node.code}`}>
              {node.name}
            </a>
          ))}
        </nav>
        {data.root.children.map((node) => (
          <Dimension key={node.code} node={node} />
        ))}
      </div>
      {taking && <ImportDialog onClose={() => setTaking(false)} />}
    </>
  );
}

const leaves = (node: IndicatorView): number =>
  node.children.length ? node.children.reduce((sum, child) => sum + leaves(child), 0) : 1;

function Facts({ tree }: { tree: TreeView }) {
  const t = useIndicatorText();
  return (
    <section className="panel" aria-label={t('size')}>
      <DescriptionGrid
        items={[
          {
            label: t('size'),
            value: t('sizeOf', {
              dimensions: tree.root.children.length,
              leaves: leaves(tree.root),
              pairs: tree.comparisons,
            }),
          },
          { label: t('rule'), value: t('extremes') },
          tree.source ? { label: t('source'), value: tree.source } : null,
          { label: t('hash'), value: <CopyText text={tree.hash} />, wide: true },
          tree.notes.length > 0 && {
            label: t('notes'),
            wide: true,
            value: (
              <ul className={s.notes}>
                {tree.notes.map((note) => (
                  <li key={note}>{note}</li>
                ))}
              </ul>
            ),
          },
        ]}
      />
    </section>
  );
}

/** All versions with their weights; nothing while there is only the standard's. */
function Versions({ current }: { current: string }) {
  const t = useIndicatorText();
  const { data } = useQuery(indicatorSystemsListOptions());
  const rows = data?.items ?? [];
  const shown = rows.find((row) => row.hash === current);
  if (rows.every((row) => row.is_standard)) return null;
  return (
    <>
      {shown && !shown.weighted && (
        <div className="no-print">
          <Notice tone="warn">
            {t('unweighted')} <Link to="/work/weight-sets">{t('weightSets')}</Link>
          </Notice>
        </div>
      )}
      <section className="panel no-print" aria-labelledby="versions">
        <h2 id="versions">{t('versions')}</h2>
        <ul className={s.versions}>
          {!rows.some((row) => row.is_standard) && (
            <li>
              <Link to="/work/indicators">{t('standard')}</Link>
            </li>
          )}
          {rows.map((row) => (
            <li key={row.id} aria-current={row.hash === current}>
              <Link to={row.is_standard ? '/work/indicators' : `/work/indicators/${row.id}`}>
                {row.name} {row.version}
              </Link>
              {row.in_force && <Tag tone="good">{t('inForce')}</Tag>}
              {!row.weighted && <Tag tone="ochre">{t('noWeights')}</Tag>}
              <small>
                {row.study_number && `${t('proposedBy', { n: row.study_number })} · `}
                {date(row.created_at)}
              </small>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
