import { App, Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { MeetingInput, MeetingView } from '@/api/gen';
import { FileField, Notice, ProblemAlert, Tag } from '@/shared/ui';
import { useProceedingsText } from '../../i18n/proceedings';
import { localOf, momentOf } from './scores';
import s from './proceedings.module.css';

interface Props {
  assessmentId: string;
  view: MeetingView;
  onChange: (next: MeetingView) => void;
}

const MINUTES = ['.pdf', '.docx', '.txt'];

/** Date, chair, attendance and minutes of a review by meeting. */
export function MeetingForm({ assessmentId, view, onChange }: Props) {
  const t = useProceedingsText();
  const { message } = App.useApp();
  const base = `/api/v1/assessments/${assessmentId}/meeting`;
  const [heldAt, setHeldAt] = useState(() => localOf(view.held_at));
  const [place, setPlace] = useState(view.place);
  const [chair, setChair] = useState(view.chair);
  const [summary, setSummary] = useState(view.summary);
  const [present, setPresent] = useState(() =>
    view.attendance.filter((row) => row.present).map((row) => row.member_id),
  );
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    setError(null);
    const body: MeetingInput = { held_at: momentOf(heldAt), place, chair, present, summary };
    try {
      onChange(await api.put<MeetingView>(base, body, { version: view.version }));
      void message.success(t('saved'));
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  const disabled = !view.editable;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {view.blockers.length > 0 ? (
        <Notice tone="warn">
          <b>{t('blockers')}</b>：{view.blockers.join('；')}
        </Notice>
      ) : (
        <Tag tone="good" icon>
          {t('ready')}
        </Tag>
      )}
      <div className={s.fields}>
        <label className={s.block}>
          <span>{t('heldAt')}</span>
          <Input
            type="datetime-local"
            required
            disabled={disabled}
            value={heldAt}
            onChange={(event) => setHeldAt(event.target.value)}
          />
        </label>
        <label className={s.block}>
          <span>{t('place')}</span>
          <Input
            maxLength={200}
            disabled={disabled}
            value={place}
            onChange={(event) => setPlace(event.target.value)}
          />
        </label>
        <label className={s.block}>
          <span>{t('chair')}</span>
          <Input
            maxLength={80}
            disabled={disabled}
            value={chair}
            onChange={(event) => setChair(event.target.value)}
          />
        </label>
      </div>
      <fieldset className={s.attendance} disabled={disabled}>
        <legend>
          {t('attendance')}{' '}
          <small className={s.quiet}>
            {t('attendanceOf', { n: present.length, panel: view.panel, quorum: view.quorum })}
          </small>
        </legend>
        <Checkbox.Group
          value={present}
          disabled={disabled}
          onChange={setPresent}
          options={view.attendance.map((row) => ({
            value: row.member_id,
            label: `${row.name}（${row.category_label}）`,
          }))}
        />
      </fieldset>
      <label className={s.block}>
        <span>{t('meetingSummary')}</span>
        <Input.TextArea
          rows={3}
          maxLength={2000}
          disabled={disabled}
          value={summary}
          onChange={(event) => setSummary(event.target.value)}
        />
      </label>
      <ProblemAlert error={error} />
      {view.editable && (
        <Button type="primary" htmlType="submit" loading={busy} disabled={!heldAt}>
          {t('save')}
        </Button>
      )}
      <Minutes view={view} base={base} onChange={onChange} />
    </form>
  );
}

function Minutes({
  view,
  base,
  onChange,
}: {
  view: MeetingView;
  base: string;
  onChange: (next: MeetingView) => void;
}) {
  const t = useProceedingsText();
  return (
    <div className={s.minutes}>
      <h3>{t('minutes')}</h3>
      {view.minutes_file_id ? (
        <p>
          <a
            href={`${base}/minutes`}
            aria-label={t('download', { name: view.minutes_name })}
            download
          >
            {view.minutes_name}
          </a>
        </p>
      ) : (
        <p className={s.quiet}>{t(view.held_at ? 'noMinutes' : 'minutesFirst')}</p>
      )}
      {view.editable && view.held_at && (
        <FileField
          label={t('uploadMinutes')}
          files={[]}
          multiple={false}
          types={MINUTES}
          hint={t('minutesHint')}
          request={() => ({ url: `${base}/attachments` })}
          onUploaded={(answer) => onChange(answer as MeetingView)}
        />
      )}
    </div>
  );
}
