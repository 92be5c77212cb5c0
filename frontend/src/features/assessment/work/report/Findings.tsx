import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { AssessmentReport } from '@/api/gen';
import { BulletBar } from '@/shared/ui';
import { usePrintedText } from '../../i18n/printed';
import { Facts, Lines, Part, PlainTable } from './Part';
import s from './report.module.css';

interface Props {
  document: AssessmentReport;
  /** The result page, where every figure opens. */
  resultLink: string;
  /** Answers and evidence leaf by leaf. */
  grounds: ReactNode;
}

const QUADRANTS = [
  ['S', 'strengths'],
  ['W', 'weaknesses'],
  ['O', 'opportunities'],
  ['T', 'threats'],
] as const;

/** Scores, agreement, sensitivity, SWOT, and what closes the report. */
export function Findings({ document, resultLink, grounds }: Props) {
  const t = usePrintedText();
  const { sensitivity, swot } = document;
  return (
    <>
      <Scores document={document} resultLink={resultLink} grounds={grounds} />
      <Part id="agreement" title={`十、${t('agreementPart')}`}>
        <Facts items={document.agreement} none={t('undefinedFigure')} />
        <Lines items={document.outliers} />
      </Part>
      <Part id="sensitivity" title={`十一、${t('sensitivityPart')}`}>
        <p lang="zh-CN">{sensitivity?.statement}</p>
        <Facts items={sensitivity?.facts} none={t('undefinedFigure')} />
        <PlainTable
          caption={t('crossings')}
          head={[t('leaf'), t('now'), t('turns')]}
          figures={[1, 2]}
          rows={(sensitivity?.crossings ?? []).map((row) => [row.name, row.weight, row.at])}
        />
      </Part>
      <Part id="swot" title={`十二、${t('swot')}`}>
        <div className={s.swot} lang="zh-CN">
          {QUADRANTS.map(([quadrant, field]) => (
            <div key={quadrant} data-quadrant={quadrant}>
              <h3>{t(quadrant)}</h3>
              {swot?.[field]?.length ? <Lines items={swot[field]} /> : <p>{t('none')}</p>}
            </div>
          ))}
        </div>
        <Facts items={swot?.strategies} none={t('notGiven')} />
      </Part>
      <Closing document={document} />
    </>
  );
}

function Scores({ document, resultLink, grounds }: Props) {
  const t = usePrintedText();
  const leaves = document.dimensions.flatMap((dimension) => dimension.leaves ?? []);
  return (
    <Part id="scores" title={`九、${t('scores')}`}>
      <p className="no-print">
        <Link to={resultLink}>{t('openResult')}</Link>
      </p>
      <p>
        <b>
          {t('total')} <span className="num">{document.total}</span>
        </b>{' '}
        {document.total_interval}
      </p>
      <p lang="zh-CN">{document.pass_rule}</p>
      <Lines items={document.scoring} />
      <PlainTable
        caption={t('dimensionTable')}
        head={[t('dimension'), t('weight'), t('score'), t('share'), t('points')]}
        figures={[1, 2, 4]}
        rows={document.dimensions.map((row) => [
          row.name,
          row.weight,
          row.score,
          <BulletBar
            key="bar"
            value={row.share * 100}
            max={100}
            cuts={[40, 60]}
            band={row.share >= 0.6 ? 'good' : row.share >= 0.4 ? 'ochre' : 'seal'}
            label={`${row.name} ${row.score}`}
          />,
          row.contribution,
        ])}
      />
      <PlainTable
        caption={t('leafTable')}
        head={[
          t('leaf'),
          t('weight'),
          t('score'),
          'n',
          t('mean'),
          t('trimmed'),
          'SD',
          t('rangeHead'),
          t('abstentions'),
          t('points'),
        ]}
        figures={[1, 2, 3, 4, 5, 6, 7, 8, 9]}
        rows={leaves.map((leaf) => [
          leaf.name,
          leaf.weight,
          leaf.withheld ? t('notListed') : leaf.score,
          leaf.n ?? '',
          leaf.mean ?? '',
          leaf.trimmed ?? '',
          leaf.sd ?? '',
          leaf.spread ?? '',
          leaf.abstentions ?? '',
          leaf.contribution,
        ])}
      />
      {grounds}
    </Part>
  );
}

function Closing({ document }: { document: AssessmentReport }) {
  const t = usePrintedText();
  return (
    <Part id="closing" title={`十三、${t('closing')}`}>
      <Lines items={document.limits} />
      <Facts
        items={[
          { label: t('validUntil'), value: document.valid_until ?? '' },
          { label: t('lead'), value: document.lead ?? '' },
          { label: t('issuedAt'), value: document.issued_on },
        ]}
        none={t('notRecorded')}
      />
      <PlainTable
        caption={t('signatures')}
        head={[t('pseudonym'), t('answer'), t('day')]}
        rows={(document.consents ?? []).map((row) => [row.expert, row.answer, row.on])}
      />
      <PlainTable
        caption={t('hashes')}
        head={[t('data'), 'SHA-256']}
        rows={(document.inputs ?? []).map((row) => [
          row.name,
          <code key="hash" className={s.hash}>
            {row.sha256}
          </code>,
        ])}
      />
    </Part>
  );
}
