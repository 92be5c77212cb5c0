import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { outcomeReceiptReadOptions } from '@/api/gen/@tanstack/react-query.gen';
import { bytes, dateTime } from '@/shared/lib/format';
import { Button, CopyText, DescriptionGrid, PageHeader, ProblemAlert, Skeleton } from '@/shared/ui';
import { useOutcomeText } from '../i18n';
import s from './outcomes.module.css';

/** The receipt of the last submission: number, time, hashes; on screen and on paper. */
export default function ReceiptPage() {
  const t = useOutcomeText();
  const { id = '' } = useParams();
  const { data, error, isPending, refetch } = useQuery(
    outcomeReceiptReadOptions({ path: { outcome_id: id } }),
  );
  if (isPending) return <Skeleton rows={8} />;
  if (!data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <PageHeader
        title={t('receiptTitle')}
        trail={[
          [t('outcomes'), '/work/outcomes'],
          [data.number, `/work/outcomes/${id}`],
        ]}
        extra={
          <span className={`${s.state} no-print`}>
            <a href={`/api/v1/outcomes/${id}/receipt.pdf`}>{t('receiptPdf')}</a>
            <Button onClick={() => window.print()}>{t('print')}</Button>
            <Button kind="primary" to={`/work/outcomes/${id}`}>
              {t('back')}
            </Button>
          </span>
        }
      />
      <section className={`panel ${s.sheet}`}>
        <p>{data.statement}</p>
        <DescriptionGrid
          items={[
            { label: t('number'), value: <CopyText text={data.number} /> },
            { label: t('title'), value: data.title },
            { label: t('holder'), value: data.holder_name },
            { label: t('submittedBy'), value: data.submitted_by_name },
            { label: t('submittedAt'), value: dateTime(data.submitted_at) },
            { label: t('rounds'), value: t('round', { n: data.round }) },
            {
              label: t('formHash'),
              wide: true,
              value: <span className={s.hash}>{data.form_sha256}</span>,
            },
            { label: t('whatNext'), value: data.next_step, wide: true },
          ]}
        />
        <table className={s.table}>
          <thead>
            <tr>
              <th scope="col">{t('fileName')}</th>
              <th scope="col">{t('fileSize')}</th>
              <th scope="col">{t('fileHash')}</th>
            </tr>
          </thead>
          <tbody>
            {data.files.map((file) => (
              <tr key={file.sha256}>
                <td>{file.name}</td>
                <td className="num">{bytes(file.size)}</td>
                <td className={s.hash}>{file.sha256}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {data.files.length === 0 && <p className={s.muted}>{t('noAttachments')}</p>}
      </section>
    </>
  );
}
