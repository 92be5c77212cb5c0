import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { api } from '@/api/client';
import type { IndicatorFileInput, IndicatorSystemRow } from '@/api/gen';
import { indicatorSystemsListOptions } from '@/api/gen/@tanstack/react-query.gen';
import { useMe } from '@/api/me';
import { Notice, PageHeader, ProblemAlert, Skeleton } from '@/shared/ui';
import { useEditorText } from '../../../i18n/indicatorEditor';
import { useIndicatorText } from '../../../i18n/indicators';
import { Desk } from './Desk';
import { asTree } from './tree';

const fileOf = (id: string | undefined) =>
  id ? `/api/v1/indicator-systems/${id}/tree.json` : '/api/v1/indicator-tree/tree.json';

/** A version as its file: the reading view leaves out what only the computation needs. */
function useTreeFile(id: string | undefined, enabled: boolean) {
  return useQuery({
    queryKey: ['indicatorTreeFile', id ?? ''],
    queryFn: () => api.get<IndicatorFileInput>(fileOf(id)),
    enabled,
    // A kept version never changes; reading it again would only disturb the draft.
    staleTime: Infinity,
  });
}

/** On-screen editor: a new version of an indicator system out of a kept one. */
export default function EditorPage() {
  const t = useEditorText();
  const i = useIndicatorText();
  const { id } = useParams();
  const { me } = useMe();
  const user = me?.user;
  const staff = me?.hat?.role === 'operator';
  const list = useQuery(indicatorSystemsListOptions());
  const base = useTreeFile(id, staff);
  const row = inForceOf(list.data?.items ?? [], id);
  const inForce = useTreeFile(row?.id, staff && row !== null);
  if (me && !staff) {
    return (
      <>
        <PageHeader
          title={t('editor')}
          trail={[[i('indicators'), '/work/indicators'], [t('editor')]]}
        />
        <Notice tone="warn">{t('onlyStaff')}</Notice>
      </>
    );
  }
  const error = base.error ?? list.error ?? inForce.error;
  if (error) {
    const again = () => void Promise.all([base.refetch(), list.refetch()]);
    return <ProblemAlert error={error} onRetry={again} />;
  }
  if (!user || !base.data || !list.data || (row && !inForce.data)) return <Skeleton rows={12} />;
  const tree = asTree(base.data.tree);
  const known = list.data.items.filter((one) => one.code === tree.id).map((one) => one.version);
  return (
    <Desk
      key={base.data.hash}
      base={tree}
      inForce={row && inForce.data ? asTree(inForce.data.tree) : null}
      taken={[...new Set([tree.version, ...known])]}
      draftKey={`${user.id}:indicator-tree:${base.data.hash ?? ''}`}
      home={id ? `/work/indicators/${id}` : '/work/indicators'}
    />
  );
}

/** The version in force, unless it is the one in hand. */
function inForceOf(rows: IndicatorSystemRow[], id: string | undefined): IndicatorSystemRow | null {
  const row = rows.find((one) => one.in_force);
  if (!row) return null;
  return (id ? row.id === id : row.is_standard) ? null : row;
}
