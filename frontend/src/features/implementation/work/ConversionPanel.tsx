import { useState } from 'react';
import { Button } from 'antd';
import type { ProjectView } from '@/api/gen';
import { Notice } from '@/shared/ui';
import { useImplementationText } from '../i18n';
import { ConversionCard } from './ConversionCard';
import { ConversionForm } from './ConversionForm';
import s from './Project.module.css';

/** The conversion of a project: reported with proof, confirmed by staff. */
export function ConversionPanel({ project }: { project: ProjectView }) {
  const t = useImplementationText();
  const [open, setOpen] = useState(false);
  return (
    <section className="panel" aria-labelledby="conversion">
      <h2 id="conversion">{t('conversion')}</h2>
      <p className={s.quiet}>{t('conversionHint')}</p>
      {project.conversions.length === 0 && !open && <Notice>{t('noConversion')}</Notice>}
      <ul className={s.list}>
        {project.conversions.map((conversion) => (
          <ConversionCard key={conversion.id} conversion={conversion} />
        ))}
      </ul>
      {project.can_report_conversion &&
        (open ? (
          <ConversionForm project={project} onClose={() => setOpen(false)} />
        ) : (
          <Button type="primary" onClick={() => setOpen(true)}>
            {t('reportConversion')}
          </Button>
        ))}
    </section>
  );
}
