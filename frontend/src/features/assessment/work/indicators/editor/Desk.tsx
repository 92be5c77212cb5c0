import { App, Button } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { dateTime } from '@/shared/lib/format';
import { useNarrow } from '@/shared/lib/useNarrow';
import { Notice, PageHeader, Tag } from '@/shared/ui';
import { useEditorText } from '../../../i18n/indicatorEditor';
import { useIndicatorText } from '../../../i18n/indicators';
import { check, faultsAt } from './checks';
import { titled } from './difference';
import { DraftFile } from './DraftFile';
import {
  addDimension,
  addLeaf,
  moveTo,
  nextVersion,
  patch,
  remove,
  shift,
  toNeighbour,
} from './edits';
import type { Edit } from './edits';
import { NodeForm } from './NodeForm';
import { Publish } from './Publish';
import { System } from './System';
import { nodeAt, rowsOf } from './tree';
import type { Path, Tree } from './tree';
import { TreeList, type Move } from './TreeList';
import { useDraft } from './useDraft';
import s from './editor.module.css';

interface Props {
  base: Tree;
  inForce: Tree | null;
  /** Versions of this system that exist. */
  taken: string[];
  draftKey: string;
  home: string;
}

/** The draft in hand: tree, form, rules, difference. */
export function Desk({ base: given, inForce, taken, draftKey, home }: Props) {
  const t = useEditorText();
  const i = useIndicatorText();
  const { modal } = App.useApp();
  const [base] = useState(given);
  const [first] = useState<Tree>(() => ({ ...base, version: nextVersion(base.version, taken) }));
  const { draft, tree, act, foundAt, kept, restart, drop } = useDraft(first, draftKey);
  const narrow = useNarrow();
  const [said, setSaid] = useState('');
  const { at } = draft.now;
  const faults = useMemo(() => check(tree, taken, t), [tree, taken, t]);
  const fixed = useMemo(() => new Set(rowsOf(base.root).map((row) => row.node.code)), [base]);
  const edit = (next: Edit, words: string) => {
    if (next.tree === tree) return;
    act({ kind: 'edit', edit: next });
    setSaid(words);
  };
  const nameAt = (path: Path) => {
    const node = nodeAt(tree.root, path);
    return node ? titled(node) : '';
  };
  const pick = (path: Path) => {
    act({ kind: 'look', at: path });
    if (narrow) goTo('node');
  };
  const move = (way: Move) => {
    const name = nameAt(at);
    if (way === 'remove') return edit(remove(tree, at), t('removed', { name }));
    const next =
      way === 'up' || way === 'down'
        ? shift(tree, at, way === 'up' ? -1 : 1)
        : toNeighbour(tree, at, way === 'before' ? -1 : 1);
    edit(next, t('moved', { name }));
  };
  const add = (next: Edit) => {
    const made = nodeAt(next.tree.root, next.at);
    edit(next, t('added', { name: made?.code ?? '' }));
    goTo('node');
  };
  const back = (kind: 'undo' | 'redo') => {
    act({ kind });
    setSaid(t(kind === 'undo' ? 'undone' : 'redone'));
  };
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      const typing = event.target instanceof Element && event.target.matches('input, textarea');
      if (typing || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return;
      event.preventDefault();
      act({ kind: event.shiftKey ? 'redo' : 'undo' });
    };
    addEventListener('keydown', key);
    return () => removeEventListener('keydown', key);
  }, [act]);
  const ask = () =>
    modal.confirm({
      title: t('restartAsk'),
      content: t('restartHint'),
      okText: t('restart'),
      cancelText: t('cancel'),
      onOk: restart,
    });
  return (
    <>
      <PageHeader
        title={t('editor')}
        trail={[[i('indicators'), home], [t('editor')]]}
        subtitle={t('lead')}
        tags={<Tag tone="brand">{t('editing', { v: base.version })}</Tag>}
      />
      <div className={s.stack}>
        <div className={s.bar} role="group" aria-label={t('editor')}>
          <Button disabled={draft.past.length === 0} onClick={() => back('undo')}>
            {t('undo')}
          </Button>
          <Button disabled={draft.future.length === 0} onClick={() => back('redo')}>
            {t('redo')}
          </Button>
          <DraftFile tree={tree} onOpen={(next) => edit({ tree: next, at: [0] }, t('opened'))} />
          <Button disabled={tree === first} onClick={ask}>
            {t('restart')}
          </Button>
          <span role="status">{said}</span>
        </div>
        {kept ? (
          <p className={s.hint}>
            {foundAt !== null && (
              <b>{t('foundAt', { at: dateTime(new Date(foundAt).toISOString()) })} </b>
            )}
            {t('keptHere')}
          </p>
        ) : (
          <Notice tone="warn">{t('notKept')}</Notice>
        )}
        <div className={s.desk}>
          <aside className={`panel ${s.aside}`}>
            <Button size="small" onClick={() => add(addDimension(tree))}>
              {t('addDimension')}
            </Button>
            <TreeList
              tree={tree}
              at={at}
              faults={faults}
              onLook={(path) => act({ kind: 'look', at: path })}
              onPick={pick}
              onMove={move}
            />
            <p className={`${s.hint} ${s.keys}`}>{t('treeHint')}</p>
          </aside>
          <NodeForm
            tree={tree}
            at={at}
            faults={faultsAt(faults, at)}
            fixed={fixed}
            onChange={(part, mark) =>
              act({
                kind: 'edit',
                edit: { tree: patch(tree, at, part), at },
                mark: mark && `${mark}@${at.join('.')}`,
              })
            }
            onMove={move}
            onHome={(path) => edit(moveTo(tree, at, path), t('moved', { name: nameAt(at) }))}
            onAdd={() => add(addLeaf(tree, at))}
          />
        </div>
        <System
          tree={tree}
          taken={taken}
          faults={faultsAt(faults, null)}
          onChange={(part, mark) =>
            act({ kind: 'edit', edit: { tree: { ...tree, ...part }, at }, mark: `system-${mark}` })
          }
        />
        <Publish
          tree={tree}
          base={base}
          inForce={inForce}
          faults={faults}
          onLook={(path) => {
            if (path) act({ kind: 'look', at: path });
            goTo(path ? 'node' : 'system');
          }}
          onPublished={drop}
        />
      </div>
    </>
  );
}

/** Brings a heading into view once the page shows what was chosen. */
function goTo(id: string) {
  requestAnimationFrame(() => {
    const heading = document.getElementById(id);
    heading?.scrollIntoView({ block: 'start' });
    heading?.focus({ preventScroll: true });
  });
}
