import { App, Button, Modal } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '@/api/client';
import type { ImportedSystem, IndicatorFileInput } from '@/api/gen';
import { refresh } from '@/api/hooks';
import { Notice, ProblemAlert, Seg } from '@/shared/ui';
import { useEditorText } from '../../../i18n/indicatorEditor';
import { Changes } from './Changes';
import type { Fault } from './checks';
import { difference, titled } from './difference';
import { isLeaf, nodeAt, rowsOf } from './tree';
import type { Path, Tree } from './tree';
import s from './editor.module.css';

interface Props {
  tree: Tree;
  base: Tree;
  /** The version that new assessments take, if it is another one. */
  inForce: Tree | null;
  faults: readonly Fault[];
  onLook: (path: Path | null) => void;
  onPublished: () => void;
}

/** What is different in words, what still breaks a rule, and publishing. */
export function Publish({ tree, base, inForce, faults, onLook, onPublished }: Props) {
  const t = useEditorText();
  const [asked, setAsked] = useState(false);
  const [against, setAgainst] = useState<'inForce' | 'base'>('inForce');
  const other = inForce && against === 'inForce' ? inForce : base;
  const changes = difference(other, tree);
  const changed = difference(base, tree).length > 0;
  return (
    <section className={`panel ${s.stack}`} aria-labelledby="changes">
      <h2 id="changes">{t('changes', { name: `${other.name} ${other.version}` })}</h2>
      {inForce && (
        <div className={s.against}>
          {' '}
          <Seg
            name="against"
            label={t('against')}
            value={against}
            options={[
              { value: 'inForce', label: t('inForce', { v: inForce.version }) },
              { value: 'base', label: t('base', { v: base.version }) },
            ]}
            onChange={setAgainst}
          />
        </div>
      )}
      {changes.length > 0 ? (
        <Changes changes={changes} root={titled(tree.root)} />
      ) : (
        <p>{t('noChanges')}</p>
      )}
      {faults.length > 0 ? (
        <Notice tone="warn">
          <b>{t('faults', { n: faults.length })}</b>
          <p>{t('faultsHint')}</p>
          <ul className={s.faults}>
            {faults.map((fault, k) => (
              <li key={k}>
                <button type="button" onClick={() => onLook(fault.path)}>
                  {whereOf(tree, fault, t('system'))}：{fault.words}
                </button>
              </li>
            ))}
          </ul>
        </Notice>
      ) : (
        <p className={s.hint}>{t('noFaults')}</p>
      )}
      <Notice>{t('needWeights')}</Notice>
      <div className={s.tools}>
        <Button
          type="primary"
          disabled={faults.length > 0 || !changed}
          onClick={() => setAsked(true)}
        >
          {t('publish')}
        </Button>
        {!changed && <span className={s.hint}>{t('needChange')}</span>}
      </div>
      {asked && (
        <Ask
          tree={tree}
          count={changes.length}
          onClose={() => setAsked(false)}
          onPublished={onPublished}
        />
      )}
    </section>
  );
}

function whereOf(tree: Tree, fault: Fault, system: string): string {
  const node = fault.path && nodeAt(tree.root, fault.path);
  return node ? titled(node) : system;
}

interface AskProps {
  tree: Tree;
  count: number;
  onClose: () => void;
  onPublished: () => void;
}

/** The last question: what publishing means. */
function Ask({ tree, count, onClose, onPublished }: AskProps) {
  const t = useEditorText();
  const go = useNavigate();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const leaves = rowsOf(tree.root).filter((row) => isLeaf(row.node, row.path)).length;
  const publish = async () => {
    setBusy(true);
    setError(null);
    const body: IndicatorFileInput = { format: 'hepabridge-indicator-tree/1', hash: '', tree };
    try {
      const made = await api.post<ImportedSystem>('/api/v1/indicator-systems', body);
      onPublished();
      await refresh(client, 'indicatorSystemsList');
      void message.success(t('published', { v: made.version }));
      await go(`/work/indicators/${made.id}`);
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t('publishTitle', { name: tree.name, v: tree.version })}
      okText={t('publish')}
      cancelText={t('cancel')}
      okButtonProps={{ loading: busy }}
      onOk={() => void publish()}
      onCancel={onClose}
    >
      <div className={s.stack}>
        <p>{t('publishCount', { n: count, dimensions: tree.root.children.length, leaves })}</p>
        <ul className={s.bullets}>
          <li>{t('frozen')}</li>
          <li>{t('keepTheirs')}</li>
          <li>{t('needWeights')}</li>
        </ul>
        <ProblemAlert error={error} />
      </div>
    </Modal>
  );
}
