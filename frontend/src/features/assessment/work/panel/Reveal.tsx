import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { RevealedMember } from '@/api/gen';
import { Notice, ProblemAlert, Scroll } from '@/shared/ui';
import { useOrganiseText } from '../../i18n/organise';
import s from './panel.module.css';

interface Props {
  id: string;
  /** The reading stands in the history now. */
  onRead: () => void;
}

/** The one place that tells the names behind the pseudonyms; each reading is put on record. */
export function Reveal({ id, onRead }: Props) {
  const t = useOrganiseText();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const [found, setFound] = useState<RevealedMember[] | null>(null);
  const read = async () => {
    setBusy(true);
    setFault(null);
    try {
      setFound(await api.post<RevealedMember[]>(`/api/v1/assessments/${id}/reveal`, { reason }));
      setAsking(false);
      onRead();
    } catch (error) {
      setFault(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="panel" aria-labelledby="pseudonyms">
      <div className={s.head}>
        <h2 id="pseudonyms">{t('pseudonyms')}</h2>
        {!found && (
          <Button size="small" onClick={() => setAsking(true)}>
            {t('reveal')}
          </Button>
        )}
      </div>
      {found ? (
        <>
          <Notice>{t('revealed')}</Notice>
          <Scroll label={t('pseudonyms')}>
            <table className={s.names}>
              <thead>
                <tr>
                  <th scope="col">{t('pseudonym')}</th>
                  <th scope="col">{t('expert')}</th>
                  <th scope="col">{t('seat')}</th>
                </tr>
              </thead>
              <tbody>
                {found.map((row) => (
                  <tr key={row.pseudonym} lang="zh-CN">
                    <th scope="row">{row.pseudonym}</th>
                    <td>
                      {row.name}（{row.organisation_name}）
                    </td>
                    <td>{row.status_label}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        </>
      ) : (
        <p className={s.none}>{t('pseudonymsText')}</p>
      )}
      <Modal
        open={asking}
        title={t('reveal')}
        okText={t('reveal')}
        cancelText={t('cancel')}
        okButtonProps={{ disabled: !reason.trim(), loading: busy }}
        onOk={() => void read()}
        onCancel={() => setAsking(false)}
      >
        <label className={s.reason}>
          <span>{t('revealReason')}</span>
          <Input.TextArea
            rows={3}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        <ProblemAlert error={fault} />
      </Modal>
    </section>
  );
}
