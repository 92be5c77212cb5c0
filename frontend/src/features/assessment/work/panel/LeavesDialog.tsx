import { Checkbox, Input, Modal } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { AssessmentView, CoverageView, MemberView } from '@/api/gen';
import { ProblemAlert } from '@/shared/ui';
import { useOrganiseText } from '../../i18n/organise';
import s from './panel.module.css';

interface Props {
  member: MemberView;
  coverage: CoverageView[];
  onClose: () => void;
  onChange: (next: AssessmentView) => void;
}

/** Leaves a member judges; another assignment than by category needs a reason. */
export function LeavesDialog({ member, coverage, onClose, onChange }: Props) {
  const t = useOrganiseText();
  const [leaves, setLeaves] = useState<string[]>(member.leaves);
  const [reason, setReason] = useState(member.leaves_reason);
  const [error, setError] = useState<unknown>(null);
  const save = async () => {
    setError(null);
    try {
      onChange(
        await api.put<AssessmentView>(
          `/api/v1/panel-members/${member.id}/leaves`,
          { leaves, reason },
          { version: member.version },
        ),
      );
      onClose();
    } catch (problem) {
      setError(problem);
    }
  };
  const dimensions = [...new Set(coverage.map((row) => row.dimension))];
  return (
    <Modal
      open
      title={t('leavesOf', { name: member.name })}
      okText={t('save')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: leaves.length === 0 || !reason.trim() }}
      onOk={() => void save()}
      onCancel={onClose}
    >
      <p className={s.none}>{t('leavesHint')}</p>
      <Checkbox.Group value={leaves} onChange={setLeaves} className={s.leaves}>
        {dimensions.map((name) => (
          <fieldset key={name}>
            <legend>{name}</legend>
            {coverage
              .filter((row) => row.dimension === name)
              .map((row) => (
                <Checkbox key={row.code} value={row.code}>
                  {row.name}
                </Checkbox>
              ))}
          </fieldset>
        ))}
      </Checkbox.Group>
      <label className={s.reason}>
        <span>{t('reason')}</span>
        <Input.TextArea
          rows={2}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      <ProblemAlert error={error} />
    </Modal>
  );
}
