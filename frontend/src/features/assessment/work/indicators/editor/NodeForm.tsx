import { Button, Checkbox, Select } from 'antd';
import { useEditorText } from '../../../i18n/indicatorEditor';
import { useIndicatorText } from '../../../i18n/indicators';
import { Anchors } from './Anchors';
import { Lines, Text } from './Fields';
import { Questions } from './Questions';
import { DEEPEST, homesFor, isLeaf, JUDGES, MOST_CHILDREN, nodeAt } from './tree';
import type { Node, Path, Tree } from './tree';
import { titled } from './difference';
import type { Move } from './TreeList';
import s from './editor.module.css';

interface Props {
  tree: Tree;
  at: Path;
  faults: Record<string, string>;
  /** Codes of the version it started from: they stay. */
  fixed: ReadonlySet<string>;
  onChange: (part: Partial<Node>, mark?: string) => void;
  onMove: (move: Move) => void;
  onHome: (home: Path) => void;
  onAdd: () => void;
}

/** Everything about the chosen node, each rule beside the field it concerns. */
export function NodeForm({ tree, at, faults, fixed, onChange, onMove, onHome, onAdd }: Props) {
  const t = useEditorText();
  const node = nodeAt(tree.root, at);
  if (!node || at.length === 0) return null;
  const leaf = isLeaf(node, at);
  const place = at[at.length - 1] ?? 0;
  const siblings = nodeAt(tree.root, at.slice(0, -1))?.children.length ?? 1;
  const homes = homesFor(tree.root, at);
  const stays = fixed.has(node.code);
  return (
    <section className={`panel ${s.form}`} aria-labelledby="node" key={at.join('.')}>
      <h2 id="node" tabIndex={-1}>
        <small>{t(leaf ? 'leaf' : at.length === 1 ? 'dimension' : 'group')}</small>{' '}
        <span lang="zh-CN">{titled(node)}</span>
      </h2>
      <div className={s.tools}>
        <Button size="small" disabled={place === 0} onClick={() => onMove('up')}>
          {t('up')}
        </Button>
        <Button size="small" disabled={place === siblings - 1} onClick={() => onMove('down')}>
          {t('down')}
        </Button>
        {homes.length > 0 && (
          <Select
            size="small"
            aria-label={t('moveTo')}
            placeholder={t('moveTo')}
            value={null}
            popupMatchSelectWidth={false}
            options={homes.map((row) => ({ value: row.path.join('.'), label: titled(row.node) }))}
            onChange={(value: string | null) => value && onHome(value.split('.').map(Number))}
          />
        )}
        {!leaf && at.length < DEEPEST && node.children.length < MOST_CHILDREN && (
          <Button size="small" onClick={onAdd}>
            {t('addLeaf')}
          </Button>
        )}
        <Button size="small" danger onClick={() => onMove('remove')}>
          {t('removeNode')}
        </Button>
      </div>
      {faults.children && <p className={s.fault}>{faults.children}</p>}
      <div className={s.three}>
        <Text
          label={t('code')}
          value={node.code}
          max={20}
          readOnly={stays}
          hint={t(stays ? 'codeFixed' : 'codeHint')}
          fault={faults.code}
          onValue={(code) => onChange({ code }, 'code')}
        />
        <Text
          label={t('name')}
          value={node.name}
          max={60}
          fault={faults.name}
          onValue={(name) => onChange({ name }, 'name')}
        />
        <Text
          label={t('clause')}
          value={node.clause}
          max={60}
          hint={t('clauseHint')}
          onValue={(clause) => onChange({ clause }, 'clause')}
        />
      </div>
      <Text
        wraps
        label={t('definition')}
        value={node.definition}
        max={500}
        onValue={(definition) => onChange({ definition }, 'definition')}
      />
      {leaf && (
        <>
          <Anchors
            anchors={node.anchors}
            faults={faults}
            onChange={(anchors, mark) => onChange({ anchors }, mark)}
          />
          <Questions
            questions={node.questions}
            faults={faults}
            onChange={(questions, mark) => onChange({ questions }, mark)}
          />
          <Judging node={node} onChange={onChange} />
        </>
      )}
    </section>
  );
}

/** Evidence, who judges, where the leaf counts in the SWOT. */
function Judging({ node, onChange }: { node: Node; onChange: Props['onChange'] }) {
  const t = useEditorText();
  const i = useIndicatorText();
  return (
    <div className={s.two}>
      <Lines
        label={t('evidence')}
        values={node.evidence}
        onValues={(evidence) => onChange({ evidence }, 'evidence')}
      />
      <div className={s.stack}>
        <fieldset className={s.part}>
          <legend>{t('judges')}</legend>
          <Checkbox.Group
            value={node.categories}
            options={JUDGES.map((judge) => ({ value: judge as string, label: i(judge) }))}
            onChange={(categories) => onChange({ categories })}
          />
          <p className={s.hint}>{t('judgesHint')}</p>
        </fieldset>
        <Checkbox
          checked={node.data_driven}
          onChange={(event) => onChange({ data_driven: event.target.checked })}
        >
          {t('measured')}
        </Checkbox>
        <div className={s.field}>
          <label htmlFor="swot">{t('swot')}</label>
          <Select
            id="swot"
            value={node.swot}
            options={[
              { value: 'internal', label: t('internal') },
              { value: 'external', label: t('external') },
            ]}
            onChange={(swot: string) => onChange({ swot })}
          />
        </div>
      </div>
    </div>
  );
}
