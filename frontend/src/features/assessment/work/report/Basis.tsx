import type { AssessmentReport } from '@/api/gen';
import { Tag } from '@/shared/ui';
import { usePrintedText } from '../../i18n/printed';
import { Facts, Lines, Part, PlainTable } from './Part';
import s from './report.module.css';

/** What was evaluated, on which material, by whom, with which weights. */
export function Basis({ document }: { document: AssessmentReport }) {
  const t = usePrintedText();
  const { material, weights } = document;
  return (
    <>
      <Part id="identification" title={`五、${t('identification')}`}>
        <Facts items={document.identification} none={t('notRecorded')} />
      </Part>
      <Part id="material" title={`六、${t('material')}`}>
        <p lang="zh-CN">{material?.statement}</p>
        <PlainTable
          caption={t('materialRounds')}
          head={[t('round'), t('decision'), t('day'), t('returned')]}
          rows={(material?.rounds ?? []).map((row) => [
            row.name,
            row.decision,
            row.on,
            row.returned?.join('；') ?? '',
          ])}
        />
        <PlainTable
          caption={t('files')}
          head={[t('file'), 'SHA-256']}
          rows={(material?.files ?? []).map((file) => [
            file.name,
            <code key="hash" className={s.hash}>
              {file.sha256}
            </code>,
          ])}
        />
      </Part>
      <Part id="panel" title={`七、${t('panelPart')}`}>
        <Facts items={document.panel_facts} none={t('notRecorded')} />
        <PlainTable
          caption={t('panelMembers')}
          head={[t('pseudonym'), t('category'), t('took')]}
          rows={(document.panel ?? []).map((row) => [row.pseudonym, row.category, row.role ?? ''])}
        />
        <p lang="zh-CN">{document.panel_statement}</p>
        <Lines items={document.method_notes} />
      </Part>
      <Part id="weights" title={`八、${t('weightsPart')}`}>
        <p lang="zh-CN">{weights.method}</p>
        <Facts items={weights.facts} none={t('notRecorded')} />
        <PlainTable
          caption={t('matrices')}
          head={[t('matrix'), t('size'), 'CR', t('worst'), 'GCI', 'S*', 'W', t('check')]}
          figures={[1, 2, 3, 4, 6]}
          rows={(weights.nodes ?? []).map((node) => [
            node.name,
            node.size,
            node.cr,
            node.cr_experts ?? '—',
            node.gci ?? '—',
            node.consensus ?? '—',
            node.concordance ?? '—',
            <Tag key="check" tone={node.passed ? 'good' : 'seal'} icon>
              {t(node.passed ? 'crPassed' : 'crFailed')}
            </Tag>,
          ])}
        />
        <PlainTable
          caption={t('weightTable')}
          head={[t('leaf'), t('localWeightHead'), t('intervalHead'), t('weight')]}
          figures={[1, 2, 3]}
          rows={(weights.rows ?? []).map((row) => [
            row.leaf ? `　${row.name}` : <b key="name">{row.name}</b>,
            row.local,
            row.interval,
            row.weight,
          ])}
        />
      </Part>
    </>
  );
}
