import { App, Button, Checkbox } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '@/api/client';
import type { AssessmentView, CandidateView } from '@/api/gen';
import { assessmentsCandidatesOptions } from '@/api/gen/@tanstack/react-query.gen';
import { toProblem } from '@/api/problem';
import { ProblemAlert, SearchBox, Seg, Skeleton, Tag } from '@/shared/ui';
import { useDrawText } from '../../i18n/draw';
import { useOrganiseText } from '../../i18n/organise';
import { DrawDialog } from './DrawDialog';
import { Findings, JudgeDialog } from './Findings';
import s from './panel.module.css';

const ANY = 'any';

interface Props {
  assessment: AssessmentView;
  onChange: (next: AssessmentView) => void;
}

/** Proposals with reasons; conflicts are shown with their evidence. */
export function Candidates({ assessment, onChange }: Props) {
  const t = useOrganiseText();
  const draw = useDrawText();
  const { message } = App.useApp();
  const [q, setQ] = useState('');
  const [all, setAll] = useState(false);
  const [category, setCategory] = useState<string>(ANY);
  const [judging, setJudging] = useState<CandidateView | null>(null);
  const [drawing, setDrawing] = useState(false);
  const [busy, setBusy] = useState(false);
  const { data, error, isPending, refetch } = useQuery(
    assessmentsCandidatesOptions({ path: { assessment_id: assessment.id } }),
  );
  const nominate = (expert_id: string, version: number, conflict_decision = '') =>
    api.post<AssessmentView>(
      `/api/v1/assessments/${assessment.id}/members`,
      { expert_id, conflict_decision },
      { version },
    );
  const addSome = async (rows: CandidateView[], decision = '') => {
    setBusy(true);
    let { version } = assessment;
    try {
      for (const row of rows) {
        const next = await nominate(row.expert_id, version, decision);
        version = next.version;
        onChange(next);
      }
      setJudging(null);
    } catch (problem) {
      void message.error(toProblem(problem).detail);
    } finally {
      setBusy(false);
      void refetch();
    }
  };
  if (isPending) return <Skeleton rows={6} />;
  if (!data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  const suggested = data.candidates.filter((row) => row.suggested);
  const shown = data.candidates.filter(
    (row) =>
      (all || !row.blocked) &&
      (category === ANY || row.category === category) &&
      (!q || `${row.name}${row.organisation_name}`.includes(q)),
  );
  const categories = new Map(data.candidates.map((row) => [row.category, row.category_label]));
  return (
    <section className="panel" aria-labelledby="candidates">
      <div className={s.head}>
        <h2 id="candidates">{t('candidates')}</h2>
        <span className={s.tags}>
          {assessment.status === 'preparing' && (
            <Button disabled={busy} onClick={() => setDrawing(true)}>
              {draw('draw')}
            </Button>
          )}
          {suggested.length > 0 && (
            <Button type="primary" loading={busy} onClick={() => void addSome(suggested)}>
              {t('addAll')}（{t('people', { n: suggested.length })}）
            </Button>
          )}
        </span>
      </div>
      <p className={s.none}>{t('candidatesLead')}</p>
      {data.avoided > 0 && (
        <p className={s.gaps}>
          {t('avoided', { n: data.avoided })}{' '}
          <Link to={`/work/outcomes/${assessment.outcome_id}/avoided`}>{t('seeAvoided')}</Link>
        </p>
      )}
      {data.gaps.length > 0 && (
        <p className={s.gaps}>{t('notCompared', { what: data.gaps.join('；') })}</p>
      )}
      <div className={s.filter}>
        <SearchBox size="small" value={q} onSearch={setQ} placeholder={t('search')} />
        <Seg
          name="candidate-category"
          label={t('categories')}
          value={category}
          onChange={setCategory}
          options={[
            { value: ANY, label: t('allCategories') },
            ...[...categories].map(([value, label]) => ({ value: value as string, label })),
          ]}
        />
        <Checkbox checked={all} onChange={(event) => setAll(event.target.checked)}>
          {t('showBlocked')}
        </Checkbox>
      </div>
      {shown.length === 0 && <p className={s.none}>{t('noCandidates')}</p>}
      <ul className={s.members}>
        {shown.map((row) => (
          <li key={row.expert_id} data-gone={row.blocked}>
            <div className={s.who}>
              <b>{row.name}</b>
              <small>
                {row.organisation_name} {row.title}
              </small>
              <span className={s.tags}>
                <Tag tone="brand">{row.category_label}</Tag>
                <Tag>{row.source_sector_label}</Tag>
                {row.suggested && <Tag tone="good">{t('suggested')}</Tag>}
                {row.replaces && <Tag tone="indigo">{t('replaces', { name: row.replaces })}</Tag>}
                {row.blocked && <Tag tone="seal">{t('blocked')}</Tag>}
                {!row.blocked && row.conflicts.length > 0 && (
                  <Tag tone="ochre">{t('conflict')}</Tag>
                )}
              </span>
            </div>
            <div className={s.far}>
              <small>{row.reasons.join(' · ')}</small>
              <Findings conflicts={row.conflicts} />
            </div>
            <div className={s.do}>
              {row.on_panel ? (
                <small>{t('onPanel')}</small>
              ) : (
                <Button
                  size="small"
                  disabled={row.blocked || busy}
                  onClick={() => (row.conflicts.length > 0 ? setJudging(row) : void addSome([row]))}
                >
                  {t('add')}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {drawing && (
        <DrawDialog
          assessment={assessment}
          candidates={data}
          onDrawn={onChange}
          onClose={() => setDrawing(false)}
        />
      )}
      {judging && (
        <JudgeDialog
          conflicts={judging.conflicts}
          okText={t('add')}
          busy={busy}
          onOk={(decision) => void addSome([judging], decision)}
          onClose={() => setJudging(null)}
        />
      )}
    </section>
  );
}
