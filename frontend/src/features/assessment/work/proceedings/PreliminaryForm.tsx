import { Input, InputNumber } from 'antd';
import { useCallback, useState } from 'react';
import { Link } from 'react-router';
import { api } from '@/api/client';
import type { PreliminaryView } from '@/api/gen';
import { dateTime } from '@/shared/lib/format';
import { useAutosave } from '@/shared/lib/useAutosave';
import { AutosaveBadge, Bar, Notice } from '@/shared/ui';
import { FoundDraft, LeaveGuard } from '@/shared/work';
import { useProceedingsText } from '../../i18n/proceedings';
import { draftOf, inputOf, scored, type LeafDraft, type PreliminaryDraft } from './scores';
import s from './proceedings.module.css';

interface Props {
  assessmentId: string;
  view: PreliminaryView;
  userId: string;
}

/** The organisers' own scores before the experts' (clause 5.1.2.3.5); saved while writing. */
export function PreliminaryForm({ assessmentId, view, userId }: Props) {
  const t = useProceedingsText();
  const [draft, setDraft] = useState(() => draftOf(view));
  const save = useCallback(
    async (value: PreliminaryDraft, call: { version: number; keepalive: boolean }) =>
      (
        await api.put<PreliminaryView>(
          `/api/v1/assessments/${assessmentId}/preliminary`,
          inputOf(value),
          call,
        )
      ).version,
    [assessmentId],
  );
  const autosave = useAutosave<PreliminaryDraft>({
    key: `${userId}:preliminary:${assessmentId}`,
    version: view.version,
    save,
  });
  const change = (next: PreliminaryDraft) => {
    setDraft(next);
    autosave.change(next);
  };
  const put = (code: string, part: Partial<LeafDraft>) =>
    change({
      ...draft,
      leaves: {
        ...draft.leaves,
        [code]: { ...(draft.leaves[code] ?? { value: null, note: '' }), ...part },
      },
    });
  const dimensions = [...new Set(view.leaves.map((leaf) => leaf.dimension))];
  const disabled = !view.editable;
  return (
    <section className="panel" aria-labelledby="preliminary">
      <div className={s.head}>
        <h2 id="preliminary">{t('preliminary')}</h2>
        {view.editable && (
          <AutosaveBadge state={autosave.state} onRetry={() => void autosave.flush()} />
        )}
      </div>
      <p className={s.lead}>{t('preliminaryLead')}</p>
      <FoundDraft autosave={autosave} onRestore={change} />
      <LeaveGuard autosave={autosave} />
      {disabled && (
        <Notice>
          {t('frozen')}{' '}
          <Link to={`/work/assessments/${assessmentId}/result#preliminary`}>{t('compare')}</Link>
        </Notice>
      )}
      <div className={s.progress}>
        <Bar
          share={scored(draft) / Math.max(1, view.leaves.length)}
          label={t('preliminaryTotal', { n: scored(draft), total: view.leaves.length })}
        />
        <span className="num">
          {t('preliminaryTotal', { n: scored(draft), total: view.leaves.length })}
        </span>
      </div>
      {dimensions.map((name) => (
        <fieldset key={name} className={s.dimension} disabled={disabled}>
          <legend>{name}</legend>
          {view.leaves
            .filter((leaf) => leaf.dimension === name)
            .map((leaf) => (
              <div key={leaf.code} className={s.leaf}>
                <span>{leaf.name}</span>
                <InputNumber
                  min={0}
                  max={100}
                  step={1}
                  disabled={disabled}
                  aria-label={t('valueOf', { name: leaf.name })}
                  placeholder={t('value')}
                  value={draft.leaves[leaf.code]?.value ?? null}
                  onChange={(value) => put(leaf.code, { value })}
                />
                <Input
                  maxLength={500}
                  disabled={disabled}
                  aria-label={t('noteOf', { name: leaf.name })}
                  placeholder={t('note')}
                  value={draft.leaves[leaf.code]?.note ?? ''}
                  onChange={(event) => put(leaf.code, { note: event.target.value })}
                />
              </div>
            ))}
        </fieldset>
      ))}
      <label className={s.block}>
        <span>{t('summary')}</span>
        <Input.TextArea
          rows={4}
          maxLength={2000}
          showCount
          disabled={disabled}
          value={draft.summary}
          onChange={(event) => change({ ...draft, summary: event.target.value })}
        />
      </label>
      {view.written_at && (
        <small className={s.quiet}>
          {t('written', { who: view.written_by_name, at: dateTime(view.written_at) })}
        </small>
      )}
    </section>
  );
}
