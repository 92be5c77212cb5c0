import { Button, Select } from 'antd';
import { useState } from 'react';
import { toProblem } from '@/api/problem';
import type { EvidenceBaseView, FigureInput, FigureView } from '@/api/gen';
import { number } from '@/shared/lib/format';
import { labelOf, useLang } from '@/shared/lib/text';
import { EmptyState, ProblemAlert, Scroll } from '@/shared/ui';
import { useEvidenceText } from '../../i18n/evidence';
import { EVIDENCE_KINDS } from '../../labels';
import { FigureDialog } from './FigureDialog';
import { ImportField } from './ImportField';
import { figureInput } from './inputs';
import { useBase } from './useBase';
import { useLeafOptions } from './useLeaves';
import { Where } from './Where';
import s from './evidence.module.css';

const ALL = '';

/** Extracted numbers with file and page: add, change, remove, import (5.1.2.2.2). */
export function Figures({ base, filesPath }: { base: EvidenceBaseView; filesPath: string }) {
  const t = useEvidenceText();
  const { save } = useBase(base);
  const leaves = useLeafOptions();
  const [leaf, setLeaf] = useState(ALL);
  const [open, setOpen] = useState<number | 'new' | null>(null);
  const [error, setError] = useState<unknown>(null);
  const rows = base.figures
    .map((figure, place) => ({ figure, place }))
    .filter(({ figure }) => leaf === ALL || figure.leaf === leaf);
  const put = (figures: FigureInput[]) => save('figures', { figures });
  const keep = async (values: FigureInput) => {
    const next = base.figures.map(figureInput);
    if (open === 'new') next.push(values);
    else if (open !== null) next[open] = values;
    await put(next);
    setOpen(null);
  };
  const remove = (place: number) => {
    setError(null);
    put(base.figures.map(figureInput).filter((_, index) => index !== place)).catch((problem) =>
      setError(toProblem(problem)),
    );
  };
  return (
    <div className={s.stack}>
      <section className="panel" aria-labelledby="figures">
        <div className={s.head}>
          <h2 id="figures">{t('figures')}</h2>
          {base.editable && (
            <Button type="primary" onClick={() => setOpen('new')}>
              {t('add')}
            </Button>
          )}
        </div>
        {base.figures.length === 0 ? (
          <EmptyState plain title={t('noFigures')}>
            {base.editable && t('noFiguresText')}
          </EmptyState>
        ) : (
          <>
            <div className={s.tools}>
              <Select
                aria-label={t('byLeaf')}
                value={leaf}
                style={{ minWidth: 200 }}
                options={[{ value: ALL, label: t('byLeaf') }, ...leaves]}
                onChange={setLeaf}
              />
              <span className="num">
                {rows.length} / {base.figures.length}
              </span>
            </div>
            <Table
              rows={rows}
              filesPath={filesPath}
              onEdit={base.editable ? setOpen : undefined}
              onRemove={base.editable ? remove : undefined}
            />
          </>
        )}
        <ProblemAlert error={error} />
      </section>
      {base.editable && (
        <ImportField base={base} what="figures" label={t('importFigures')} template="figures" />
      )}
      {open !== null && (
        <FigureDialog
          base={base}
          start={open === 'new' ? null : (base.figures[open] ?? null)}
          onSave={keep}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}

interface TableProps {
  rows: { figure: FigureView; place: number }[];
  filesPath: string;
  onEdit?: (place: number) => void;
  onRemove?: (place: number) => void;
}

function Table({ rows, filesPath, onEdit, onRemove }: TableProps) {
  const t = useEvidenceText();
  const lang = useLang();
  return (
    <Scroll label={t('figures')}>
      <table className={s.table}>
        <thead>
          <tr>
            {(['name', 'value', 'leaf', 'kind', 'where'] as const).map((head) => (
              <th key={head} scope="col">
                {t(head)}
              </th>
            ))}
            {onEdit && (
              <th scope="col">
                <span className="vh">{t('edit')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ figure, place }) => (
            <tr key={place}>
              <th scope="row">{figure.name}</th>
              <td className="num">
                {number(figure.value, 4)} {figure.unit}
              </td>
              <td>{figure.leaf ? `${figure.leaf} ${figure.leaf_name}` : t('noLeaf')}</td>
              <td>{labelOf(EVIDENCE_KINDS[figure.kind as FigureInput['kind']], lang)}</td>
              <td>
                <Where from={figure} filesPath={filesPath} />
              </td>
              {onEdit && onRemove && (
                <td>
                  <span className={s.row}>
                    <Button
                      size="small"
                      aria-label={t('editNamed', { name: figure.name })}
                      onClick={() => onEdit(place)}
                    >
                      {t('edit')}
                    </Button>
                    <Button
                      size="small"
                      type="text"
                      aria-label={t('removeNamed', { name: figure.name })}
                      onClick={() => onRemove(place)}
                    >
                      {t('remove')}
                    </Button>
                  </span>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
