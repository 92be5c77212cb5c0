import { Checkbox } from 'antd';
import { useState } from 'react';
import type { BatchItemView } from '@/api/gen';
import { CompletenessBar, EmptyState, Notice } from '@/shared/ui';
import { useFixedName } from '../../../fixedNames';
import { useInstitutionText } from '../../../i18n/institution';
import s from './item.module.css';
import { Line } from './Line';
import { missingItems } from './missing';

interface Props {
  item: BatchItemView;
  onChange: (next: BatchItemView) => void;
}

/** All lines with what was filed by whom and when, and the list of what is missing. */
export function Checklist({ item, onChange }: Props) {
  const t = useInstitutionText();
  const named = useFixedName();
  const [only, setOnly] = useState(false);
  const missing = missingItems(item).map((one) => ({ ...one, label: named(one.label) }));
  const shown = item.lines_list.filter((line) => !only || !line.done);
  return (
    <section className="panel" aria-labelledby="checklist">
      <h2 id="checklist">{t('checklist')}</h2>
      <p className={s.lead}>{t('checklistLead')}</p>
      <CompletenessBar share={item.filed / Math.max(1, item.lines)} missing={missing} />
      {item.editable && missing.length === 0 && <Notice tone="good">{t('nothingMissing')}</Notice>}
      <div className={s.tools}>
        <span className="num">{t('filed', { n: item.filed, total: item.lines })}</span>
        <Checkbox checked={only} onChange={(event) => setOnly(event.target.checked)}>
          {t('onlyMissing')}
        </Checkbox>
      </div>
      {shown.length === 0 && <EmptyState plain title={t('nothingMissing')} />}
      <ol className={s.lines}>
        {shown.map((line) => (
          <Line key={line.code} item={item} line={line} onChange={onChange} />
        ))}
      </ol>
    </section>
  );
}
