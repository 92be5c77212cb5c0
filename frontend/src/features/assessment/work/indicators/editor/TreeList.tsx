import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useEditorText } from '../../../i18n/indicatorEditor';
import type { Fault } from './checks';
import { nodeAt, rowsOf, samePath } from './tree';
import type { Path, Tree } from './tree';
import s from './editor.module.css';

export type Move = 'up' | 'down' | 'before' | 'after' | 'remove';

interface Props {
  tree: Tree;
  at: Path;
  faults: readonly Fault[];
  onLook: (path: Path) => void;
  /** By pointer: a phone then goes on to the form. */
  onPick: (path: Path) => void;
  onMove: (move: Move) => void;
}

/** The tree: arrow keys choose, with Alt they move what is chosen. */
export function TreeList({ tree, at, faults, onLook, onPick, onMove }: Props) {
  const t = useEditorText();
  const rows = rowsOf(tree.root);
  const list = useRef<HTMLUListElement>(null);
  const byKey = useRef(false);
  const place = rows.findIndex((row) => samePath(row.path, at));
  // After a key the focus goes where the node went; never after typing in a field.
  useEffect(() => {
    if (!byKey.current) return;
    byKey.current = false;
    list.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
  }, [tree, at]);
  const key = (event: KeyboardEvent) => {
    const move = moveOf(event);
    const target = move ? null : goal(event.key, rows, place, tree);
    if (!move && !target) return;
    event.preventDefault();
    byKey.current = true;
    if (move) onMove(move);
    else if (target) onLook(target);
  };
  return (
    <ul role="tree" aria-label={t('tree')} className={s.tree} ref={list} lang="zh-CN">
      {rows.map(({ node, path }) => {
        const wrong = faults.filter((fault) => fault.path && samePath(fault.path, path)).length;
        const selected = samePath(path, at);
        const siblings = nodeAt(tree.root, path.slice(0, -1))?.children.length ?? 1;
        return (
          <li
            key={path.join('.')}
            role="treeitem"
            aria-level={path.length}
            aria-posinset={(path[path.length - 1] ?? 0) + 1}
            aria-setsize={siblings}
            aria-expanded={node.children.length > 0 ? true : undefined}
            aria-selected={selected}
            tabIndex={selected || (place < 0 && path.length === 1 && path[0] === 0) ? 0 : -1}
            onClick={() => onPick(path)}
            onKeyDown={key}
          >
            <b>{node.code}</b>
            <span>{node.name || t('unnamed')}</span>
            {wrong > 0 && <em>{t('faultCount', { n: wrong })}</em>}
          </li>
        );
      })}
    </ul>
  );
}

function moveOf(event: KeyboardEvent): Move | null {
  if (event.key === 'Delete') return 'remove';
  if (!event.altKey) return null;
  if (event.key === 'ArrowUp') return event.shiftKey ? 'before' : 'up';
  if (event.key === 'ArrowDown') return event.shiftKey ? 'after' : 'down';
  return null;
}

function goal(key: string, rows: { path: Path }[], place: number, tree: Tree): Path | null {
  const at = rows[place]?.path ?? [];
  const steps: Record<string, number> = {
    ArrowUp: place - 1,
    ArrowDown: place + 1,
    Home: 0,
    End: rows.length - 1,
  };
  if (key in steps) return rows[steps[key] ?? -1]?.path ?? null;
  if (key === 'ArrowLeft') return at.length > 1 ? at.slice(0, -1) : null;
  if (key === 'ArrowRight') return nodeAt(tree.root, at)?.children.length ? [...at, 0] : null;
  return null;
}
