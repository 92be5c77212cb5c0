import { App, Checkbox, Modal } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '@/api/client';
import type { ImportedSystem } from '@/api/gen';
import { refresh } from '@/api/hooks';
import { Notice, ProblemAlert } from '@/shared/ui';
import { useIndicatorText } from '../../i18n/indicators';
import { readTreeFile, type ReadFault, type TreeFile } from './treeFile';
import s from './indicators.module.css';

/** Takes an exported file in; the same content is kept once. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const t = useIndicatorText();
  const go = useNavigate();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [read, setRead] = useState<TreeFile | ReadFault | null>(null);
  const [edited, setEdited] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const file = read !== null && typeof read === 'object' ? read : null;
  const take = async () => {
    if (!file) return;
    setBusy(true);
    setError(null);
    try {
      const body = edited ? { ...file.body, hash: '' } : file.body;
      const made = await api.post<ImportedSystem>('/api/v1/indicator-systems', body);
      await refresh(client, 'indicatorSystemsList');
      void message.success(t(made.known ? 'known' : 'imported'));
      onClose();
      await go(made.is_standard ? '/work/indicators' : `/work/indicators/${made.id}`);
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t('importJson')}
      okText={t('doImport')}
      cancelText={t('cancel')}
      okButtonProps={{ loading: busy, disabled: !file }}
      onOk={() => void take()}
      onCancel={onClose}
    >
      <div className={s.dialog}>
        <label>
          <span>{t('file')}</span>
          <input
            type="file"
            accept=".json,application/json"
            onChange={(event) => {
              setError(null);
              const chosen = event.target.files?.[0];
              void chosen?.text().then((text) => setRead(readTreeFile(text)));
            }}
          />
        </label>
        {typeof read === 'string' && <Notice tone="warn">{t(read)}</Notice>}
        {file && (
          <>
            <p>{t('chosen', { name: file.name, v: file.version, leaves: file.leaves })}</p>
            <div>
              <Checkbox checked={edited} onChange={(event) => setEdited(event.target.checked)}>
                {t('edited')}
              </Checkbox>
              <small>{t('editedHint')}</small>
            </div>
          </>
        )}
        <ProblemAlert error={error} />
      </div>
    </Modal>
  );
}
