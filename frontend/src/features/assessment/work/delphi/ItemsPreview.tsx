import { useQuery } from '@tanstack/react-query';
import type { TreeView } from '@/api/gen';
import {
  indicatorSystemsReadOptions,
  indicatorTreeReadOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { ProblemAlert } from '@/shared/ui';
import { useDelphiText } from '../../i18n/delphi';
import s from './delphi.module.css';

/** The indicators a first round would ask. */
export function ItemsPreview({ systemId }: { systemId: string | undefined }) {
  const t = useDelphiText();
  const standard = useQuery({ ...indicatorTreeReadOptions(), enabled: !systemId });
  const kept = useQuery({
    ...indicatorSystemsReadOptions({ path: { system_id: systemId ?? '' } }),
    enabled: Boolean(systemId),
  });
  const { data, error, refetch } = systemId ? kept : standard;
  if (!data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  const count = data.root.children.reduce((sum, child) => sum + size(child), 0);
  return (
    <details className={s.preview} open>
      <summary>{t('itemsN', { n: count })}</summary>
      <p>{t('itemsLead')}</p>
      <ol lang="zh-CN">
        {data.root.children.map((dimension) => (
          <li key={dimension.code}>
            <b>{dimension.name}</b>
            <span>{below(dimension)}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}

type Node = TreeView['root'];
const size = (node: Node): number => node.children.reduce((sum, child) => sum + size(child), 1);
const below = (node: Node): string =>
  node.children
    .map((child) => (child.children.length ? `${child.name}（${below(child)}）` : child.name))
    .join('、');
