import { useEditorText } from '../../../i18n/indicatorEditor';
import { Lines, Text } from './Fields';
import type { Tree } from './tree';
import s from './editor.module.css';

interface Props {
  tree: Tree;
  taken: readonly string[];
  faults: Record<string, string>;
  onChange: (part: Partial<Tree>, mark: string) => void;
}

/** Version, name, source and notes of the new version. */
export function System({ tree, taken, faults, onChange }: Props) {
  const t = useEditorText();
  return (
    <section className={`panel ${s.form}`} aria-labelledby="system">
      <h2 id="system" tabIndex={-1}>
        {t('system')}
      </h2>
      {faults.children && <p className={s.fault}>{faults.children}</p>}
      <div className={s.three}>
        <Text
          label={t('version')}
          value={tree.version}
          max={20}
          hint={t('versionHint', { id: tree.id, list: taken.join('、') })}
          fault={faults.version}
          onValue={(version) => onChange({ version }, 'version')}
        />
        <Text
          label={t('name')}
          value={tree.name}
          max={120}
          fault={faults.name}
          className={s.wide}
          onValue={(name) => onChange({ name }, 'name')}
        />
      </div>
      <div className={s.two}>
        <Text
          wraps
          label={t('source')}
          value={tree.source}
          max={500}
          hint={t('sourceHint')}
          onValue={(source) => onChange({ source }, 'source')}
        />
        <Lines
          label={t('notes')}
          values={tree.notes}
          onValues={(notes) => onChange({ notes }, 'notes')}
        />
      </div>
    </section>
  );
}
