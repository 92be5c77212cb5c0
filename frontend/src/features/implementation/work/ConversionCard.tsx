import { useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { ConversionView } from '@/api/gen';
import { refresh } from '@/api/hooks';
import { bytes, dateTime } from '@/shared/lib/format';
import { CopyText, StateTag } from '@/shared/ui';
import { ActionBar, type ActionFacts } from '@/shared/work';
import { useImplementationText } from '../i18n';
import { CONVERSION_STATES } from '../labels';

/** One reported conversion with its proof; staff confirm or refuse it here. */
export function ConversionCard({ conversion }: { conversion: ConversionView }) {
  const t = useImplementationText();
  const client = useQueryClient();
  const act = async (action: string, { reason }: ActionFacts) => {
    await api.post(
      `/api/v1/conversions/${conversion.id}/${action}`,
      { reason },
      { version: conversion.version },
    );
    await refresh(client, 'projectsRead', 'projectsList', 'conversionsList', 'meTodos');
  };
  const { proof } = conversion;
  return (
    <li>
      <div>
        <b>{conversion.kind_label}</b>
        <StateTag status={conversion.status} labels={CONVERSION_STATES} />
      </div>
      <span className="num">
        {conversion.transfer_mode_label} · {conversion.happened_on}
      </span>
      {conversion.note && <p>{conversion.note}</p>}
      {proof && (
        <small>
          <a href={`/api/v1/conversions/${conversion.id}/proof`}>
            {t('download')}：{proof.name}
          </a>{' '}
          {bytes(proof.size)} · SHA-256{' '}
          <CopyText text={proof.sha256}>{proof.sha256.slice(0, 16)}…</CopyText>
        </small>
      )}
      <small>
        {t('reportedBy', {
          name: conversion.reported_by_name,
          at: dateTime(conversion.created_at),
        })}
      </small>
      {conversion.decided_at && (
        <small>
          {t('decidedBy', {
            name: conversion.decided_by_name,
            at: dateTime(conversion.decided_at),
            text: conversion.decision_note || conversion.status_label,
          })}
        </small>
      )}
      <ActionBar small actions={conversion.available_actions} onAction={act} danger={['refuse']} />
    </li>
  );
}
