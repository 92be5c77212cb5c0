import type { SwotView } from '@/api/gen';
import { Tag } from '@/shared/ui';
import { useReportText } from '../../i18n/report';
import s from './report.module.css';

const QUADRANTS = ['S', 'W', 'O', 'T'] as const;

interface Props {
  swot: SwotView;
  fileHref?: (fileId: string) => string;
}

/** The four lists with their links to indicators and files (clause 5.1.2.2.1). */
export function SwotGrid({ swot, fileHref }: Props) {
  const t = useReportText();
  // drafts made from scores are shown to those who can still confirm them
  const items = swot.items.filter((item) => item.confirmed || swot.editable);
  return (
    <section id="swot" className="panel" aria-labelledby="swot-title">
      <h2 id="swot-title">{t('swot')}</h2>
      <div className={s.swot}>
        {QUADRANTS.map((quadrant) => (
          <div key={quadrant} data-quadrant={quadrant}>
            <h3>{t(quadrant)}</h3>
            <ul>
              {!items.some((item) => item.quadrant === quadrant) && <li>{t('none')}</li>}
              {items
                .filter((item) => item.quadrant === quadrant)
                .map((item) => (
                  <li key={item.key}>
                    {item.statement}{' '}
                    {item.indicator_name && (
                      <a href={`#leaf-${item.indicator_code}`}>{item.indicator_name}</a>
                    )}{' '}
                    {item.files.map((file) =>
                      fileHref ? (
                        <a key={file.id} href={fileHref(file.id)} download>
                          {file.name}
                        </a>
                      ) : (
                        <Tag key={file.id}>{file.name}</Tag>
                      ),
                    )}
                    {!item.confirmed && <Tag tone="ochre">{t('draft')}</Tag>}
                  </li>
                ))}
            </ul>
          </div>
        ))}
      </div>
      {swot.strategies.length > 0 && (
        <>
          <h3>{t('strategies')}</h3>
          <ul>
            {swot.strategies.map((strategy) => (
              <li key={strategy.text}>
                <b>{strategy.type_label}</b> {strategy.text}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
