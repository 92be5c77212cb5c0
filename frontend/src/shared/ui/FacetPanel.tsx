import { useState } from 'react';
import { Button } from './Button';
import { FilterIcon } from './icons';
import { Sheet } from './Sheet';
import { useUiText } from './text';
import s from './FacetPanel.module.css';

export interface FacetOption {
  value: string;
  label: string;
  count: number;
}

export interface Facet {
  key: string;
  label: string;
  options: FacetOption[];
}

interface Props {
  facets: Facet[];
  selected: Record<string, readonly string[]>;
  onToggle: (key: string, value: string) => void;
  onClear: () => void;
  /** Number of results, shown live on the button of the sheet. */
  total: number;
}

const SHOWN = 6;

function FacetGroup({ facet, selected, onToggle }: { facet: Facet } & Omit<Props, 'facets'>) {
  const t = useUiText();
  const [all, setAll] = useState(false);
  const [find, setFind] = useState('');
  const chosen = selected[facet.key] ?? [];
  const max = Math.max(1, ...facet.options.map((option) => option.count));
  const matching = find
    ? facet.options.filter((o) => o.label.includes(find.trim()))
    : facet.options;
  const shown = all || find ? matching : matching.slice(0, SHOWN);
  return (
    <fieldset className={s.facet}>
      <legend>{facet.label}</legend>
      {all && facet.options.length > 8 && (
        <input
          className={s.find}
          type="search"
          value={find}
          aria-label={t('findIn', { name: facet.label })}
          placeholder={t('findIn', { name: facet.label })}
          onChange={(event) => setFind(event.target.value)}
        />
      )}
      {shown.map((option) => (
        <label
          key={option.value}
          className={s.option}
          data-on={chosen.includes(option.value)}
          data-zero={option.count === 0}
        >
          <input
            type="checkbox"
            checked={chosen.includes(option.value)}
            onChange={() => onToggle(facet.key, option.value)}
          />
          <span className={s.name}>{option.label}</span>
          <span className={`${s.count} num`}>{option.count.toLocaleString('en-US')}</span>
          <i style={{ inlineSize: `${(option.count / max) * 100}%` }} aria-hidden />
        </label>
      ))}
      {facet.options.length > SHOWN && (
        <button
          type="button"
          className={s.more}
          aria-expanded={all}
          onClick={() => {
            setAll(!all);
            setFind('');
          }}
        >
          {all ? t('less') : t('more', { n: facet.options.length - SHOWN })}
        </button>
      )}
    </fieldset>
  );
}

/** Facets of a search as a rail; below 980 px a button opens them as a sheet with live total. */
export function FacetPanel(props: Props) {
  const { facets, onClear, total, selected } = props;
  const t = useUiText();
  const [open, setOpen] = useState(false);
  const active = Object.values(selected).reduce((sum, values) => sum + values.length, 0);
  const groups = facets.map((facet) => <FacetGroup key={facet.key} facet={facet} {...props} />);
  return (
    <>
      <aside className={s.rail} aria-label={t('filters')}>
        {groups}
      </aside>
      <div className={s.opener}>
        <Button icon={<FilterIcon />} onClick={() => setOpen(true)} aria-haspopup="dialog">
          {t('filters')}
          {active > 0 ? ` ${active}` : ''}
        </Button>
      </div>
      <Sheet
        open={open}
        onClose={() => setOpen(false)}
        title={t('filters')}
        extra={
          <Button kind="link" onClick={onClear}>
            {t('clearAll')}
          </Button>
        }
        footer={
          <Button kind="primary" block size="large" onClick={() => setOpen(false)}>
            {t('showResults', { n: total })}
          </Button>
        }
      >
        {groups}
      </Sheet>
    </>
  );
}

export interface Chip {
  key: string;
  label: string;
  onRemove: () => void;
}

/** Conditions in force, each removable. */
export function FilterChips({ chips, onClear }: { chips: Chip[]; onClear: () => void }) {
  const t = useUiText();
  if (chips.length === 0) return null;
  return (
    <ul className={s.chips}>
      {chips.map((chip) => (
        <li key={chip.key}>
          <button type="button" onClick={chip.onRemove} aria-label={`${t('remove')} ${chip.label}`}>
            {chip.label} <span aria-hidden>×</span>
          </button>
        </li>
      ))}
      <li>
        <button type="button" className={s.clear} onClick={onClear}>
          {t('clearAll')}
        </button>
      </li>
    </ul>
  );
}
