import { App, Button } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { AssessmentView, MemberView } from '@/api/gen';
import { toProblem } from '@/api/problem';
import { dateTime } from '@/shared/lib/format';
import { Bar, StateTag, Tag } from '@/shared/ui';
import { ActionBar, type ActionFacts } from '@/shared/work';
import { useOrganiseText } from '../../i18n/organise';
import { MEMBER_STATES, SHEET_STATES } from '../../labels';
import { Findings, JudgeDialog } from './Findings';
import { LeavesDialog } from './LeavesDialog';
import s from './panel.module.css';

interface Props {
  assessment: AssessmentView;
  onChange: (next: AssessmentView) => void;
}

const SEAT_ACTIONS = ['replace', 'exclude'];
const RETURN = {
  action: 'return-sheet',
  label_zh: '退回评分表',
  label_en: 'Return the sheet',
  reason_required: true,
  confirm: false,
};

const mustEnd = (member: MemberView) => member.open_conflicts.some(({ hard }) => hard);

/** Who sits on the panel and how far each has come; scores are never here. */
export function Members({ assessment, onChange }: Props) {
  const t = useOrganiseText();
  const { message } = App.useApp();
  const [assigning, setAssigning] = useState<MemberView | null>(null);
  const [judging, setJudging] = useState<MemberView | null>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const base = '/api/v1/panel-members';
  const act =
    (member: MemberView) =>
    async (action: string, { reason }: ActionFacts) => {
      const version = action === RETURN.action ? (member.sheet_version ?? 0) : member.version;
      onChange(
        await api.post<AssessmentView>(`${base}/${member.id}/${action}`, { reason }, { version }),
      );
    };
  const judge = async (member: MemberView, decision: string) => {
    setBusy(true);
    setFault(null);
    try {
      const url = `${base}/${member.id}/conflict-decision`;
      onChange(await api.post<AssessmentView>(url, { decision }, { version: member.version }));
      setJudging(null);
    } catch (error) {
      setFault(error);
    } finally {
      setBusy(false);
    }
  };
  const remove = async (member: MemberView) => {
    try {
      onChange(
        await api.delete<AssessmentView>(`${base}/${member.id}`, { version: member.version }),
      );
    } catch (error) {
      void message.error(toProblem(error).detail);
    }
  };
  const actions = (member: MemberView) => [
    ...member.available_actions.filter(({ action }) => SEAT_ACTIONS.includes(action)),
    ...(member.can_return_sheet ? [RETURN] : []),
  ];
  return (
    <section className="panel" aria-labelledby="members">
      <h2 id="members">{t('members')}</h2>
      {assessment.members.length === 0 && <p className={s.none}>{t('noMembers')}</p>}
      <ul className={s.members}>
        {assessment.members.map((member) => {
          const living = member.status === 'proposed' || member.status === 'declared';
          return (
            <li key={member.id} data-gone={!living}>
              <div className={s.who}>
                <b>{member.name}</b>
                <small>{member.organisation_name}</small>
                <span className={s.tags}>
                  <Tag tone="brand">{member.category_label}</Tag>
                  <Tag>{member.source_sector_label}</Tag>
                  <StateTag status={member.status} labels={MEMBER_STATES} />
                </span>
              </div>
              <div className={s.far}>
                {member.sheet_status && member.status === 'declared' && (
                  <>
                    <StateTag status={member.sheet_status} labels={SHEET_STATES} />
                    <Bar
                      share={member.scored / Math.max(1, member.leaves.length)}
                      label={t('scored', { n: member.scored, total: member.leaves.length })}
                    />
                  </>
                )}
                <small>
                  {t('scored', { n: member.scored, total: member.leaves.length })}
                  {member.signed_at && ` · ${t('signedAt', { at: dateTime(member.signed_at) })}`}
                  {member.reminded_at &&
                    ` · ${t('reminded', { at: dateTime(member.reminded_at) })}`}
                </small>
                {member.leaves_reason && (
                  <small>{t('override', { why: member.leaves_reason })}</small>
                )}
                <Findings conflicts={member.conflicts} judged={member.status !== 'excluded'} />
                {member.conflict_decision && (
                  <small>{t('decision', { why: member.conflict_decision })}</small>
                )}
                {member.left_reason && !member.conflicts.some(({ hard }) => hard) && (
                  <small>{t('leftReason', { why: member.left_reason })}</small>
                )}
              </div>
              {living && assessment.status !== 'issued' && (
                <div className={s.do}>
                  {!assessment.released && (
                    <Button size="small" onClick={() => setAssigning(member)}>
                      {t('leaves')}
                    </Button>
                  )}
                  {member.can_remove ? (
                    <Button size="small" onClick={() => void remove(member)}>
                      {t('remove')}
                    </Button>
                  ) : (
                    <ActionBar
                      small
                      actions={actions(member)}
                      onAction={act(member)}
                      primary=""
                      danger={mustEnd(member) ? ['exclude'] : []}
                    />
                  )}
                </div>
              )}
              {member.open_conflicts.length > 0 && (
                <div className={s.open} role="status">
                  <b>{t('openConflicts')}</b>
                  <Findings conflicts={member.open_conflicts} />
                  {mustEnd(member) && <p>{t('mustExclude')}</p>}
                  {member.may_decide && (
                    <Button size="small" type="primary" onClick={() => setJudging(member)}>
                      {t('judge')}
                    </Button>
                  )}
                </div>
              )}
            </li>
          );
        })}
      </ul>
      {judging && (
        <JudgeDialog
          conflicts={judging.open_conflicts}
          okText={t('save')}
          busy={busy}
          error={fault}
          onOk={(decision) => void judge(judging, decision)}
          onClose={() => setJudging(null)}
        />
      )}
      {assigning && (
        <LeavesDialog
          member={assigning}
          coverage={assessment.coverage}
          onClose={() => setAssigning(null)}
          onChange={onChange}
        />
      )}
    </section>
  );
}
